import { CommanderError } from "commander";
import { UnknownNameError } from "../server/contract/narrow-tools.ts";
import { ConfigError } from "../server/kit/errors.ts";
import { UsageError } from "../server/kit/usage-error.ts";
import { describeError } from "../server/watch/log-options.ts";
import { explainSystemError, isSystemError } from "./explain-system-error.ts";
import { FileError } from "./file-error.ts";
import type { Io } from "./io.ts";
import { buildProgram } from "./program.ts";

const EXIT_USAGE = 2;

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
    const text = isExpected(error) ? explain(error) : `a defect in this program: ${describeDefect(error)}`;
    io.stderr.write(`digistore24-mcp: ${text}\n`);
    return isMisuse(error) ? EXIT_USAGE : 1;
  }
}

/** Whether the user can correct the mistake. A defect is reported with its stack instead. */
function isExpected(error: unknown): error is Error {
  return isSystemError(error) || error instanceof ConfigError || error instanceof FileError || isMisuse(error);
}

/** Whether other arguments would have worked. */
function isMisuse(error: unknown): error is Error {
  return error instanceof UsageError || error instanceof UnknownNameError;
}

function explain(error: Error): string {
  return isSystemError(error) ? explainSystemError(error) : error.message;
}

function describeDefect(error: unknown): string {
  const { message, stack, cause } = describeError(error);
  return cause === undefined ? stack || message : `${stack || message}\ncaused by ${cause.stack || cause.message}`;
}
