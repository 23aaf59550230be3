import { CommanderError } from "commander";
import { UnknownNameError } from "../server/contract/surface.ts";
import { ConfigError } from "../server/kit/errors.ts";
import { UsageError } from "../server/kit/usage-error.ts";
import { describeError } from "../server/watch/log-options.ts";
import type { Io } from "./io.ts";
import { buildProgram } from "./program.ts";

const EXIT_USAGE = 2;
/** They fail for what was named on the command line. */
const SYSTEM_CALLS: ReadonlySet<string> = new Set(["listen", "getaddrinfo", "open", "read", "mkdir"]);

/** What to do, if the system's own words do not say it. */
const ADVICE: Readonly<Record<string, string>> = {
  EADDRINUSE: "Something else listens there: end it, or choose another port (--port; 0 takes a free one)",
  EADDRNOTAVAIL: "This machine has no such address: choose another (--host)",
  EACCES: "It takes more rights than this process has",
  ENOENT: "Check the name",
};

/** Runs the command of these arguments, and gives its exit code. One that serves goes on in this process. */
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
      // It has said what is wrong. Help and version are no errors.
      return error.exitCode === 0 ? 0 : EXIT_USAGE;
    }
    // Node itself would print all that a defect holds, which may be a key.
    const text = isExpected(error) ? explain(error) : `a defect of this program: ${describeDefect(error)}`;
    io.stderr.write(`digistore24-mcp: ${text}\n`);
    return 1;
  }
}

/** A mistake that the person at the command line can correct, as against a defect, which keeps its stack. */
function isExpected(error: unknown): error is Error {
  const { syscall = "" } = error as NodeJS.ErrnoException;
  const isSystem = error instanceof Error && SYSTEM_CALLS.has(syscall);
  return isSystem || error instanceof ConfigError || error instanceof UsageError || error instanceof UnknownNameError;
}

function explain(error: Error): string {
  const advice = ADVICE[(error as NodeJS.ErrnoException).code ?? ""];
  return advice === undefined ? error.message : `${error.message}. ${advice}`;
}

function describeDefect(error: unknown): string {
  const { message, stack, cause } = describeError(error);
  return cause === undefined ? stack || message : `${stack || message}\ncaused by ${cause.stack || cause.message}`;
}
