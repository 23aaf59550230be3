import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { toTable } from "./entry-table.ts";
import { readSince, selectEntries } from "./select-entries.ts";

interface AuditQuery {
  /** `-` is standard input. */
  readonly files: readonly string[];
  readonly since?: string | undefined;
  readonly tool?: string | undefined;
  readonly outcome?: string | undefined;
  readonly json: boolean;
}

/** The input for `-`, and the outputs. */
interface AuditStreams {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
}

/** Prints the selected lines of an audit log as a table or as JSON. */
export async function printAudit(
  { files, since, tool, outcome, json }: AuditQuery,
  { stdin, stdout, stderr }: AuditStreams,
): Promise<void> {
  const from = since === undefined ? undefined : readSince(since, new Date());
  const { entries, unreadable } = await selectEntries(readLines(files, stdin), { since: from, tool, outcome });
  const shown = json ? entries.map((entry) => JSON.stringify(entry)).join("\n") : toTable(entries);
  stdout.write(entries.length === 0 ? "" : `${shown}\n`);
  stderr.write(`${count(entries.length, unreadable)}\n`);
}

function count(calls: number, unreadable: number): string {
  const counted = calls === 1 ? "1 call" : `${calls} calls`;
  const skipped = unreadable === 1 ? "1 line is not an entry" : `${unreadable} lines are not entries`;
  return unreadable === 0 ? counted : `${counted}, ${skipped}`;
}

async function* readLines(files: readonly string[], stdin: Readable): AsyncGenerator<string> {
  for (const file of files) {
    const input: Readable = file === "-" ? stdin : createReadStream(file);
    yield* createInterface({ input });
  }
}
