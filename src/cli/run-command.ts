import { CommanderError } from "commander";
import { UnknownNameError } from "../server/contract/narrow-tools.ts";
import { ConfigError } from "../server/kit/errors.ts";
import { UsageError } from "../server/kit/usage-error.ts";
import { describeError } from "../server/watch/log-options.ts";
import { FileError } from "./file-error.ts";
import type { Io } from "./io.ts";
import { buildProgram } from "./program.ts";

const EXIT_USAGE = 2;
/** Errors caused by values from the command line. */
const SYSTEM_CALLS: ReadonlySet<string> = new Set(["listen", "getaddrinfo", "open", "read", "mkdir"]);

/** Advice for errors whose message does not say what to do. */
const ADVICE: Readonly<Record<string, string>> = {
  EADDRINUSE: "Another program listens there: stop it, or choose another port (--port; 0 picks a free one)",
  EADDRNOTAVAIL: "This machine has no such address: choose another (--host)",
  EACCES: "This process lacks the permission",
  ENOENT: "Check the name",
  EISDIR: "Name a file, not a folder",
};

/** Runs a command and returns its exit code. A server keeps running in this process. */
export async function runCommand(args: readonly string[], io: Io): Promise<number> {
  let code = 0;
  const program = buildProgram(io, (found) => {
    code = found;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed the message. Help and version are not errors.
      return error.exitCode === 0 ? 0 : EXIT_USAGE;
    }
    // Node would print every property of the error, one of which may contain a key.
    const text = isExpected(error) ? explain(error) : `a defect of this program: ${describeDefect(error)}`;
    io.stderr.write(`digistore24-mcp: ${text}\n`);
    return isMisuse(error) ? EXIT_USAGE : 1;
  }
}

/** Whether the user can correct the mistake. A defect is reported with its stack instead. */
function isExpected(error: unknown): error is Error {
  const { syscall = "" } = error as NodeJS.ErrnoException;
  const isSystem = error instanceof Error && SYSTEM_CALLS.has(syscall);
  return isSystem || error instanceof ConfigError || error instanceof FileError || isMisuse(error);
}

/** Whether other arguments would have worked. */
function isMisuse(error: unknown): error is Error {
  return error instanceof UsageError || error instanceof UnknownNameError;
}

function explain(error: Error): string {
  const advice = ADVICE[(error as NodeJS.ErrnoException).code ?? ""];
  return advice === undefined ? error.message : `${error.message}. ${advice}`;
}

function describeDefect(error: unknown): string {
  const { message, stack, cause } = describeError(error);
  return cause === undefined ? stack || message : `${stack || message}\ncaused by ${cause.stack || cause.message}`;
}
