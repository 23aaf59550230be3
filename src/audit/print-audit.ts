import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { pipeline, type Readable, type Writable } from "node:stream";
import { createGunzip } from "node:zlib";
import { toTable } from "./entry-table.ts";
import { assertKnown, knownTools, OUTCOMES } from "./known-names.ts";
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
  const selected = await selectEntries(readLines(files, stdin), { since: from, tool, outcome });
  const { entries, names, begins, unreadable } = selected;
  assertKnown("--tool", tool, [...knownTools(), ...names.tools]);
  assertKnown("--outcome", outcome, [...OUTCOMES, ...names.outcomes]);
  const shown = json ? entries.map((entry) => JSON.stringify(entry)).join("\n") : toTable(entries);
  stdout.write(entries.length === 0 ? "" : `${shown}\n`);
  stderr.write(`${count(entries.length, unreadable)}\n`);
  if (from !== undefined && begins !== undefined && begins > from) {
    stderr.write(
      `these files begin at ${begins.toISOString()}, after --since: name the rotated ones as well (audit.log*), if there are any\n`,
    );
  }
}

function count(calls: number, unreadable: number): string {
  const counted = calls === 1 ? "1 call" : `${calls} calls`;
  const skipped = unreadable === 1 ? "1 line is not an entry" : `${unreadable} lines are not entries`;
  return unreadable === 0 ? counted : `${counted}, ${skipped}`;
}

/** Rotation compresses older files. */
function openFile(file: string): Readable {
  const stream = createReadStream(file);
  // An error of either stream reaches the reader through the last one.
  return file.endsWith(".gz") ? pipeline(stream, createGunzip(), () => undefined) : stream;
}

async function* readLines(files: readonly string[], stdin: Readable): AsyncGenerator<string> {
  for (const file of files) {
    yield* createInterface({ input: file === "-" ? stdin : openFile(file) });
  }
}
