import { spawn } from "node:child_process";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { runCommand } from "../../src/cli/run-command.ts";
import { captureOutput } from "../support/capture-output.ts";
import { builtCommand } from "../support/processes.ts";

interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The stand-in for the process of a command: a folder that is also its home, and only the given variables. */
export function captureIo(env: Record<string, string> = {}, folder = process.cwd()) {
  return { ...captureOutput(), env, stdin: Readable.from([]), cwd: folder, home: folder };
}

/** Runs the command to its end, in this process. */
export async function runCli(args: readonly string[], env?: Record<string, string>, folder?: string): Promise<CliRun> {
  const io = captureIo(env, folder);
  const code = await runCommand(args, io);
  return { code, stdout: io.stdout.text(), stderr: io.stderr.text() };
}

/** Runs the command to its end as a process, as an installed package does. */
export async function runCliProcess(args: readonly string[], env: Record<string, string>, input = ""): Promise<CliRun> {
  const [program, ...rest] = builtCommand(args);
  const child = spawn(program, rest, { env: { ...process.env, ...env } });
  child.stdin.end(input);
  const exit = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return { code, stdout, stderr };
}
