#!/usr/bin/env node
import { CommanderError } from "commander";
import { ConfigError } from "../server/errors.ts";
import { describeError } from "../server/log-options.ts";
import { UnknownNameError } from "../server/surface.ts";
import { buildProgram } from "./program.ts";
import { UsageError } from "./usage-error.ts";

const EXIT_USAGE = 2;
/** They fail for what was named on the command line. */
const SYSTEM_CALLS: ReadonlySet<string> = new Set(["listen", "getaddrinfo", "open", "read", "mkdir"]);

/** A mistake that the person at the command line can correct, as against a defect, which keeps its stack. */
function isExpected(error: unknown): error is Error {
  const { syscall = "" } = error as NodeJS.ErrnoException;
  const isSystem = error instanceof Error && SYSTEM_CALLS.has(syscall);
  return isSystem || error instanceof ConfigError || error instanceof UsageError || error instanceof UnknownNameError;
}

/** What to do, if the system's own words do not say it. */
const ADVICE: Readonly<Record<string, string>> = {
  EADDRINUSE: "Something else listens there: end it, or choose another port (--port; 0 takes a free one)",
  EADDRNOTAVAIL: "This machine has no such address: choose another (--host)",
  EACCES: "It takes more rights than this process has",
  ENOENT: "Check the name",
};

function explain(error: Error): string {
  const advice = ADVICE[(error as NodeJS.ErrnoException).code ?? ""];
  return advice === undefined ? error.message : `${error.message}. ${advice}`;
}

function describeDefect(error: unknown): string {
  const { message, stack, cause } = describeError(error);
  return cause === undefined ? stack || message : `${stack || message}\ncaused by ${cause.stack || cause.message}`;
}

// `| head` closes the pipe when it has read enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
try {
  await buildProgram(process.env).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // It has said what is wrong. Help and version are no errors.
    process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
  } else if (isExpected(error)) {
    process.stderr.write(`digistore24-mcp: ${explain(error)}\n`);
    process.exitCode = 1;
  } else {
    // Node itself would print all that the error holds, which may be a key.
    process.stderr.write(`digistore24-mcp: a defect of this program: ${describeDefect(error)}\n`);
    process.exitCode = 1;
  }
}
