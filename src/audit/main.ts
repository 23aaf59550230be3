import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { parseArgs } from "node:util";
import { printEntries } from "./print-entries.ts";
import { readSince, selectEntries } from "./select-entries.ts";

const USAGE = `Usage: npm run audit -- [FILE …] [--since 7d] [--tool NAME] [--outcome NAME] [--json]

Prints the audit log. FILE is by default the one that AUDIT_LOG names; - reads standard input.`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      since: { type: "string" },
      tool: { type: "string" },
      outcome: { type: "string" },
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const since = values.since === undefined ? undefined : readSince(values.since, new Date());
  const { entries, unreadable } = await selectEntries(readLines(filesToRead(positionals)), {
    since,
    tool: values.tool,
    outcome: values.outcome,
  });
  const shown = values.json ? entries.map((entry) => JSON.stringify(entry)).join("\n") : printEntries(entries);
  process.stdout.write(entries.length === 0 ? "" : `${shown}\n`);
  process.stderr.write(`${entries.length} calls${unreadable === 0 ? "" : `, ${unreadable} lines are no entries`}\n`);
}

function filesToRead(named: readonly string[]): readonly string[] {
  const configured = process.env["AUDIT_LOG"] ?? "";
  const files = named.length > 0 ? named : [configured].filter((file) => !["", "stdout", "off"].includes(file));
  if (files.length === 0) {
    throw new RangeError(`Name the file to read: AUDIT_LOG names none.\n${USAGE}`);
  }
  return files;
}

async function* readLines(files: readonly string[]): AsyncGenerator<string> {
  for (const file of files) {
    const input: Readable = file === "-" ? process.stdin : createReadStream(file);
    yield* createInterface({ input });
  }
}

/** What the person at the command line can mend, as against a defect, which keeps its stack. */
function isExpected(error: unknown): error is Error {
  const { code = "", syscall } = error as NodeJS.ErrnoException;
  return error instanceof RangeError || syscall === "open" || syscall === "read" || code.startsWith("ERR_PARSE_ARGS");
}

// `| head` closes the pipe when it has read enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
try {
  await main();
} catch (error) {
  if (!isExpected(error)) {
    throw error;
  }
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
