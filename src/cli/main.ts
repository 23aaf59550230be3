#!/usr/bin/env node
import { homedir } from "node:os";
import { runCommand } from "./run-command.ts";

// `| head` closes the pipe after it has read enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
const { env, stdin, stdout, stderr } = process;
const code = await runCommand(process.argv.slice(2), {
  env,
  stdin,
  stdout,
  stderr,
  cwd: process.cwd(),
  home: homedir(),
});
if (code !== 0) {
  // A command that succeeds may have set an exit code itself.
  process.exitCode = code;
}
