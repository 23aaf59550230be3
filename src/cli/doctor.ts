import type { Writable } from "node:stream";
import { VERSION } from "../server/kit/version.ts";
import type { Config } from "../server/start/config/config.ts";
import { createDigistore24Client } from "../server/upstream/digistore24-client.ts";
import { examineApi } from "./examine-api.ts";
import { examineEndpoint } from "./examine-endpoint.ts";
import type { Finding } from "./finding.ts";

export interface DoctorOptions {
  readonly config: Config;
  readonly apiKey: string | undefined;
  /** Of an endpoint to look at. */
  readonly url: string | undefined;
  readonly output: Writable;
}

/**
 * Looks at everything between an agent and the shop, and says what it sees as it goes. True when nothing is wrong.
 * Changes nothing.
 */
export async function runDoctor(options: DoctorOptions): Promise<boolean> {
  let isWell = true;
  for await (const { what, seen, advice } of examine(options)) {
    isWell &&= advice === undefined;
    // What others say may end with a full stop of its own.
    const sentence = advice === undefined ? seen : `${seen.replace(/\.$/, "")}. ${advice}`;
    options.output.write(`${advice === undefined ? "ok      " : "PROBLEM "} ${what}: ${sentence}\n`);
  }
  return isWell;
}

async function* examine({ config, apiKey, url }: DoctorOptions): AsyncGenerator<Finding> {
  yield { what: "version", seen: `digistore24-mcp ${VERSION}, Node ${process.versions.node}` };
  const client = createDigistore24Client(config.apiUrl);
  try {
    yield* examineApi(client, config.apiUrl, apiKey);
  } finally {
    await client.close();
  }
  if (url !== undefined) {
    yield* examineEndpoint(url, apiKey);
  }
}
