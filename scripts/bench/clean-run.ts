import { createProcesses, type Processes } from "./processes.ts";
import { createWorkspace, type Workspace } from "./workspace.ts";

const EXIT_INTERRUPTED = 130;

class InterruptedError extends Error {
  override readonly name = "InterruptedError";
}

/** Does the work and leaves no process and no temporary file behind, whichever way it ends; sets the exit code. */
export async function runCleanly(work: (workspace: Workspace, processes: Processes) => Promise<void>): Promise<void> {
  const processes = createProcesses();
  const workspace = createWorkspace();
  const interrupted = untilInterrupted();
  try {
    const working = work(workspace, processes);
    // Stopping the processes makes what is under way fail, which is nobody's business any more.
    working.catch(() => undefined);
    await Promise.race([working, interrupted]);
  } catch (error) {
    tell((error as Error).message);
    process.exitCode = error instanceof InterruptedError ? EXIT_INTERRUPTED : 1;
  } finally {
    await processes.stopAll();
    workspace.remove();
  }
}

/** Progress, kept apart from the results. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

function untilInterrupted(): Promise<never> {
  return new Promise((_, reject) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(signal, () => reject(new InterruptedError(`${signal} ended the bench`)));
    }
  });
}
