import { writeFileSync } from "node:fs";
import { conditionsOf } from "./conditions.ts";
import { judge } from "./judge.ts";
import { describeMachine } from "./machine.ts";
import { measureMemory } from "./measure-memory.ts";
import { measureLists, measureRegen } from "./measure-scripts.ts";
import { measureStarts } from "./measure-start.ts";
import { measureThroughput, placesOf } from "./measure-throughput.ts";
import { type Options, readOptions, USAGE } from "./options.ts";
import { createProcesses, type Processes } from "./processes.ts";
import { toReport } from "./report.ts";
import type { Results } from "./results.ts";
import { setStage } from "./stage.ts";
import { startSubjects } from "./subjects.ts";
import { createWorkspace, fillWorkspace, type Workspace } from "./workspace.ts";

const EXIT_INTERRUPTED = 130;
const QUICK_STARTS = 3;

/** Measures, prints, and leaves no process and no temporary file behind, whichever way it ends. */
async function main(options: Options): Promise<void> {
  const machine = describeMachine();
  const processes = createProcesses();
  const workspace = createWorkspace();
  const interrupted = untilInterrupted();
  try {
    const measuring = measure(options, workspace, processes);
    // Stopping the processes makes what is under way fail, which is nobody's business any more.
    measuring.catch(() => undefined);
    const measured = await Promise.race([measuring, interrupted]);
    report(options, { machine, conditions: conditionsOf(options), ...measured });
  } finally {
    await processes.stopAll();
    workspace.remove();
  }
}

async function measure(
  options: Options,
  workspace: Workspace,
  processes: Processes,
): Promise<Omit<Results, "machine" | "conditions">> {
  const { parts, runs, isQuick, peer } = options;
  tell("building the endpoint");
  await fillWorkspace(workspace, processes);
  const stage = await setStage(workspace, processes, options.upstreamPort);
  const needsSubjects = placesOf(options).length > 0;
  const throughput = needsSubjects
    ? await measureThroughput(stage, await startSubjects(stage, peer), options, tell)
    : [];
  tell("starts, memory, lists, regen, as far as asked for");
  return {
    throughput,
    starts: parts.has("start")
      ? await measureStarts(stage, processes, isQuick ? Math.min(runs, QUICK_STARTS) : runs)
      : [],
    memory: parts.has("memory") ? await measureMemory({ stage, processes, folder: workspace.folder, tell }) : [],
    lists: parts.has("sizes") ? await measureLists(processes) : [],
    regenSeconds: parts.has("regen") ? await measureRegen(processes, workspace.folder, isQuick ? 1 : runs) : [],
  };
}

function report({ jsonFile }: Options, results: Results): void {
  const verdicts = judge(results);
  if (jsonFile !== undefined) {
    writeFileSync(jsonFile, `${JSON.stringify({ ...results, verdicts }, null, 2)}\n`);
  }
  process.stdout.write(toReport(results, verdicts));
}

class InterruptedError extends Error {
  override readonly name = "InterruptedError";
}

function untilInterrupted(): Promise<never> {
  return new Promise((_, reject) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(signal, () => reject(new InterruptedError(`${signal} ended the bench`)));
    }
  });
}

/** Progress, kept apart from the results. */
function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

function readOptionsOrExit(): Options {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    tell(`${(error as Error).message}\n${USAGE}`);
    process.exit(2);
  }
}

try {
  await main(readOptionsOrExit());
} catch (error) {
  tell((error as Error).message);
  process.exitCode = error instanceof InterruptedError ? EXIT_INTERRUPTED : 1;
}
