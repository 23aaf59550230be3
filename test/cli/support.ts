import { execFile } from "node:child_process";

export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command to its end. A home of its own keeps it from the files of whoever runs the tests. */
export function runCli(args: readonly string[], env: Record<string, string> = {}, cwd?: string): Promise<CliRun> {
  const main = new URL("../../src/cli/main.ts", import.meta.url).pathname;
  const tsx = new URL("../../node_modules/tsx/dist/loader.mjs", import.meta.url).href;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--import", tsx, main, ...args],
      { env: { ...process.env, DIGISTORE24_API_KEY: "", ...env }, ...(cwd && { cwd }) },
      (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, stdout, stderr }),
    );
  });
}
