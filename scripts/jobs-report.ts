import { type Cost, type Costs, isLonger } from "../test/agent-tasks/cost.ts";
import { alignTable } from "./align-table.ts";

const HEADINGS = ["JOB", "CALLS", "BYTES SENT", "BYTES READ", "CHANGE"];
const NOTHING: Cost = { calls: 0, sent: 0, read: 0 };

/** The jobs that take more calls, or a good deal more bytes, than recorded. */
export function longerJobs(now: Costs, recorded: Costs): readonly string[] {
  const compared = Object.entries(now).map(([id, cost]) => ({ id, cost, before: recorded[id] }));
  return compared.flatMap(({ id, cost, before }) => (before !== undefined && isLonger(cost, before) ? [id] : []));
}

export function totalOf(costs: Costs): Cost {
  return Object.values(costs).reduce(
    (sum, cost) => ({ calls: sum.calls + cost.calls, sent: sum.sent + cost.sent, read: sum.read + cost.read }),
    NOTHING,
  );
}

/** The cost of each job and of all together, and their difference from what is recorded. */
export function jobsReport(now: Costs, recorded: Costs): string {
  const rows = Object.entries(now).map(([id, cost]) => rowOf(id, cost, recorded[id]));
  const table = alignTable([HEADINGS, ...rows, rowOf("all", totalOf(now), totalOf(recorded))]);
  const longer = longerJobs(now, recorded);
  const sentence =
    longer.length === 0
      ? "No job is longer than recorded."
      : `Longer than recorded: ${longer.join(", ")}. If that is intended, --write records these numbers.`;
  return `${table}\n\n${sentence}\n`;
}

function rowOf(id: string, cost: Cost, before: Cost | undefined): readonly string[] {
  return [id, ...[cost.calls, cost.sent, cost.read].map(String), before === undefined ? "new" : changeOf(cost, before)];
}

function changeOf(now: Cost, before: Cost): string {
  const calls = now.calls - before.calls;
  const bytes = now.sent + now.read - before.sent - before.read;
  const signed = (difference: number) => (difference > 0 ? `+${difference}` : String(difference));
  return [calls !== 0 && `${signed(calls)} calls`, bytes !== 0 && `${signed(bytes)} bytes`].filter(Boolean).join(", ");
}
