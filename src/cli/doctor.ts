import type { Writable } from "node:stream";
import { VERSION } from "../server/kit/version.ts";
import type { Config } from "../server/start/config/config.ts";
import { createDigistore24Client } from "../server/upstream/digistore24-client.ts";
import { examineApi } from "./examine-api.ts";
import { examineEndpoint } from "./examine-endpoint.ts";
import { type Finding, isProblem, skipped } from "./finding.ts";
import { ENDPOINT } from "./help.ts";

interface DoctorOptions {
  readonly config: Config;
  readonly apiKey: string | undefined;
  /** The address of an endpoint to check. */
  readonly url: string | undefined;
  readonly output: Writable;
}

/**
 * Checks everything between an agent and the shop and reports each finding as soon as it can. Returns true if nothing is
 * wrong. Changes nothing.
 */
export async function runDoctor(options: DoctorOptions): Promise<boolean> {
  let isHealthy = true;
  for await (const finding of examine(options)) {
    isHealthy &&= !isProblem(finding);
    options.output.write(toLine(finding));
  }
  return isHealthy;
}

function toLine({ what, seen, advice, isSkipped, isWarning }: Finding): string {
  if (advice === undefined) {
    return `${isSkipped ? "skipped " : "ok      "} ${what}: ${seen}\n`;
  }
  // A message of the API or the endpoint may end with its own full stop.
  return `${isWarning ? "WARNING" : "PROBLEM"}  ${what}: ${seen.replace(/\.$/, "")}. ${advice}\n`;
}

async function* examine({ config, apiKey, url }: DoctorOptions): AsyncGenerator<Finding> {
  yield { what: "version", seen: `digistore24-mcp ${VERSION}, Node ${process.versions.node}` };
  // Only the endpoint is in question then, and whether it needs a key depends on who connects.
  yield* examineApiAt(config.apiUrl, apiKey, url === undefined);
  if (url === undefined) {
    yield skipped("endpoint", `no address given; --url ${ENDPOINT} checks one as well`);
  } else {
    yield* examineEndpoint(url, apiKey);
  }
}

async function* examineApiAt(apiUrl: string, apiKey: string | undefined, needsKey: boolean): AsyncGenerator<Finding> {
  const client = createDigistore24Client(apiUrl);
  try {
    yield* examineApi(client, { apiUrl, given: apiKey, needsKey });
  } finally {
    await client.close();
  }
}
