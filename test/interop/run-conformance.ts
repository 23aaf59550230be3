import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { FULL_KEY } from "../support/sandbox.ts";
import { startKeyProxy } from "./key-proxy.ts";
import { NODE, programOf } from "./newer-node.ts";

const run = promisify(execFile);
export const CONFORMANCE = programOf("@modelcontextprotocol/conformance", "conformance");
/** The file that it leaves for each scenario. */
const CHECKS = "checks.json";

export interface Check {
  readonly id: string;
  readonly status: "SUCCESS" | "FAILURE" | "WARNING" | "SKIPPED" | "INFO";
  readonly errorMessage?: string;
}

/** The findings of the suite in each scenario. */
export type Findings = ReadonlyMap<string, readonly Check[]>;

export const REVISIONS = ["2025-11-25", "2026-07-28"] as const;
export type Revision = (typeof REVISIONS)[number];

/** Runs what the revision of the protocol requires, which includes what needs no pass, against an endpoint. */
export async function runConformance(
  endpointUrl: string,
  revision: Revision,
  folder: string,
  key: string = FULL_KEY,
): Promise<Findings> {
  const proxy = await startKeyProxy(endpointUrl, key);
  const args = ["server", "--url", `${proxy.url}mcp`, "--requirements", revision, "--output-dir", folder];
  // Its exit code says that something failed, which some of it always does here.
  const failure = await run(NODE, [CONFORMANCE, ...args]).then(
    () => undefined,
    (error: Error) => error,
  );
  await proxy.close();
  return readFindings(folder, failure);
}

/** What the suite has left in a folder. Without all results it was no run, and the failure may say why. */
export function readFindings(folder: string, failure?: Error): Findings {
  const names = readdirSync(folder).sort();
  const unfinished = names.filter((name) => !existsSync(join(folder, name, CHECKS)));
  if (names.length === 0 || unfinished.length > 0) {
    const where = unfinished.map(scenarioOf).join(", ") || "any scenario";
    throw new Error(`The suite has left no results of ${where}.`, { cause: failure });
  }
  return new Map(names.map((name) => [scenarioOf(name), readChecks(join(folder, name))]));
}

/** `server-tools-list-2026-03-16T09-15-00-000Z` is one of `tools-list`. */
function scenarioOf(folderName: string): string {
  return folderName.replace(/^(?:authorization-)?server-/, "").replace(/-\d{4}-\d{2}-\d{2}T[\dZ-]+$/, "");
}

function readChecks(folder: string): readonly Check[] {
  return JSON.parse(readFileSync(join(folder, CHECKS), "utf8"));
}
