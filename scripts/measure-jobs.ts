import { parseArgs } from "node:util";
import { ALL_TASKS } from "../test/agent-tasks/all-tasks.ts";
import { type Cost, type Costs, costOf, readCosts, writeCosts } from "../test/agent-tasks/cost.ts";
import { openPlayer } from "../test/agent-tasks/replay.ts";
import { jobsReport, longerJobs, totalOf } from "./jobs-report.ts";

/** Prints what each job costs an agent that makes only the calls it needs; `--write` records it. Exits with 1 if one is longer. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { json: { type: "boolean", default: false }, write: { type: "boolean", default: false } },
  });
  const recorded = readCosts();
  const jobs = await measure();
  const longer = longerJobs(jobs, recorded);
  process.stdout.write(
    values.json ? `${JSON.stringify({ jobs, total: totalOf(jobs), longer }, null, 2)}\n` : jobsReport(jobs, recorded),
  );
  if (values.write) {
    writeCosts(jobs);
  } else {
    process.exitCode = longer.length > 0 ? 1 : 0;
  }
}

async function measure(): Promise<Costs> {
  const player = await openPlayer();
  const jobs: Record<string, Cost> = {};
  try {
    for (const task of ALL_TASKS) {
      jobs[task.id] = costOf(await player.play(task));
    }
  } finally {
    await player.close();
  }
  return jobs;
}

await main();
