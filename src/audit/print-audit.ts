import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { printEntries } from "./print-entries.ts";
import { readSince, selectEntries } from "./select-entries.ts";

export interface AuditQuery {
  /** `-` is standard input. */
  readonly files: readonly string[];
  readonly since?: string | undefined;
  readonly tool?: string | undefined;
  readonly outcome?: string | undefined;
  readonly json: boolean;
}

/** Where the lines come from that no file holds, and where they go. */
export interface AuditStreams {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
}

/** Prints the lines of an audit log that are asked for, as a table or as they are. */
export async function printAudit(
  { files, since, tool, outcome, json }: AuditQuery,
  { stdin, stdout, stderr }: AuditStreams,
): Promise<void> {
  const from = since === undefined ? undefined : readSince(since, new Date());
  const { entries, unreadable } = await selectEntries(readLines(files, stdin), { since: from, tool, outcome });
  const shown = json ? entries.map((entry) => JSON.stringify(entry)).join("\n") : printEntries(entries);
  stdout.write(entries.length === 0 ? "" : `${shown}\n`);
  stderr.write(`${entries.length} calls${unreadable === 0 ? "" : `, ${unreadable} lines are no entries`}\n`);
}

async function* readLines(files: readonly string[], stdin: Readable): AsyncGenerator<string> {
  for (const file of files) {
    const input: Readable = file === "-" ? stdin : createReadStream(file);
    yield* createInterface({ input });
  }
}
