import { writeFileSync } from "node:fs";
import { printProgress, runCleanly } from "./clean-run.ts";
import { conditionsOf } from "./conditions.ts";
import { judge } from "./judge.ts";
import { describeMachine } from "./machine.ts";
import { measureConfirm } from "./measure-confirm.ts";
import { measureHostile } from "./measure-hostile.ts";
import { measureInsights } from "./measure-insights.ts";
import { measureMemory } from "./measure-memory.ts";
import { measureOAuth } from "./measure-oauth.ts";
import { measureLists, measureRegen } from "./measure-scripts.ts";
import { measureStarts } from "./measure-start.ts";
import { measureThroughput } from "./measure-throughput.ts";
import { type Options, readOptions, USAGE } from "./options.ts";
import { peerSubjects } from "./peer.ts";
import type { Processes } from "./processes.ts";
import { toReport } from "./report.ts";
import { WORKS } from "./requests.ts";
import type { Results } from "./results.ts";
import { setStage } from "./stage.ts";
import { startSubjects } from "./subjects.ts";
import { fillWorkspace, type Workspace } from "./workspace.ts";

const QUICK_STARTS = 3;

async function measure(
  options: Options,
  workspace: Workspace,
  processes: Processes,
): Promise<Omit<Results, "machine" | "conditions">> {
  const { parts, runs, isQuick, peer } = options;
  printProgress("building the endpoint");
  await fillWorkspace(workspace, processes);
  const stage = await setStage(workspace, processes, options.upstreamPort);
  const works = WORKS.filter((work) => parts.has(work));
  const subjectsOf = async () => [...(await startSubjects(stage)), ...(peer ? await peerSubjects(peer, works) : [])];
  const throughput = works.length > 0 ? await measureThroughput(stage, await subjectsOf(), options, printProgress) : [];
  printProgress("all other parts that were asked for");
  return {
    throughput,
    oauth: parts.has("oauth") ? await measureOAuth(stage, processes, options) : [],
    confirmations: parts.has("confirm") ? await measureConfirm(stage, processes, options) : [],
    starts: parts.has("start")
      ? await measureStarts(stage, processes, isQuick ? Math.min(runs, QUICK_STARTS) : runs)
      : [],
    memory: parts.has("memory")
      ? await measureMemory({ stage, processes, folder: workspace.folder, printProgress })
      : [],
    hostile: parts.has("hostile") ? await measureHostile(stage, processes, workspace) : [],
    insights: parts.has("insights") ? await measureInsights(processes, workspace, runs) : [],
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

function readOptionsOrExit(): Options {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    printProgress(`${(error as Error).message}\n${USAGE}`);
    process.exit(2);
  }
}

const options = readOptionsOrExit();
const machine = describeMachine();
await runCleanly(async (workspace, processes) => {
  const measured = await measure(options, workspace, processes);
  report(options, { machine, conditions: conditionsOf(options), ...measured });
});
