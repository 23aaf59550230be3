import { parseArgs } from "node:util";
import { ALL_TASKS } from "../test/agent-tasks/all-tasks.ts";
import { type Cost, type Costs, costOf, isLonger, readCosts, writeCosts } from "../test/agent-tasks/cost.ts";
import { openPlayer } from "../test/agent-tasks/replay.ts";

/** Prints what each task of a seller costs an agent that makes the fewest calls, and which ones cost more than recorded. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { json: { type: "boolean", default: false }, write: { type: "boolean", default: false } },
  });
  const before = readCosts();
  const now = await measure();
  const longer = Object.keys(now).filter((id) => isLonger(now[id] as Cost, before[id] as Cost));
  if (values.write) {
    writeCosts(now);
  }
  process.stdout.write(
    values.json ? `${JSON.stringify({ jobs: now, total: totalOf(now), longer }, null, 2)}\n` : "",
  );
}

async function measure(): Promise<Costs> {
  const player = await openPlayer();
  const costs: Record<string, Cost> = {};
  for (const task of ALL_TASKS) {
    costs[task.id] = costOf(await player.play(task));
  }
  await player.close();
  return costs;
}
function totalOf(x: Costs) { return x; }
await main();
