#!/usr/bin/env node
import { CommanderError } from "commander";
import { buildProgram } from "./program.ts";

const EXIT_USAGE = 2;

/** What the person at the command line can mend, as against a defect, which keeps its stack. */
function isExpected(error: unknown): error is Error {
  const { name = "", syscall } = error as NodeJS.ErrnoException;
  const isSystem = ["listen", "getaddrinfo", "open", "read", "mkdir"].includes(syscall ?? "");
  return isSystem || ["ConfigError", "RangeError", "UnknownNameError"].includes(name);
}

/** What to do where the system's own words do not say it. */
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
    throw error;
  }
}
