import { existsSync, readFileSync } from "node:fs";
import { createProcesses, type Processes } from "./processes.ts";
import { createWorkspace, type Workspace } from "./workspace.ts";

const LINES_SHOWN = 5;
const EXIT_INTERRUPTED = 130;

class InterruptedError extends Error {
  override readonly name = "InterruptedError";
}

/** Does the work, leaves no process or temporary file behind, however it ends, and sets the exit code. */
export async function runCleanly(work: (workspace: Workspace, processes: Processes) => Promise<void>): Promise<void> {
  const processes = createProcesses();
  const workspace = createWorkspace();
  const interrupted = untilInterrupted();
  try {
    const working = work(workspace, processes);
    // Stopping the processes makes pending work fail, which no longer matters.
    working.catch(() => undefined);
    await Promise.race([working, interrupted]);
  } catch (error) {
    const isFailure = !(error instanceof InterruptedError);
    printProgress([(error as Error).message, ...(isFailure ? traces(workspace, processes) : [])].join("\n"));
    process.exitCode = isFailure ? 1 : EXIT_INTERRUPTED;
  } finally {
    await processes.stopAll();
    workspace.remove();
  }
}

/** Reads the logs that may explain a failure before they are removed. */
function traces({ log }: Workspace, processes: Processes): readonly string[] {
  const lines = existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n").slice(-LINES_SHOWN) : [];
  return [...processes.ended(), ...lines.filter((line) => line !== "").map((line) => `log: ${line}`)];
}

/** Progress, kept apart from the results. */
export function printProgress(line: string): void {
  process.stderr.write(`${line}\n`);
}

function untilInterrupted(): Promise<never> {
  return new Promise((_, reject) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(signal, () => reject(new InterruptedError(`${signal} ended the bench`)));
    }
  });
}
