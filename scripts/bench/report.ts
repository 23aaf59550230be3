import type { Machine } from "./machine.ts";
import type { Hostile } from "./measure-hostile.ts";
import type { Insight } from "./measure-insights.ts";
import type { Memory } from "./measure-memory.ts";
import type { ListSize } from "./measure-scripts.ts";
import type { Start } from "./measure-start.ts";
import { callTable, confirmTable, oauthTable, spread } from "./report-calls.ts";
import type { Results } from "./results.ts";
import { summary } from "./summary.ts";
import { table, toText } from "./table.ts";
import type { Verdict } from "./target.ts";

const MIB = 1024 * 1024;

/** The results for people. */
export function toReport(results: Results, verdicts: readonly Verdict[]): string {
  const { machine, conditions, throughput, oauth, confirmations } = results;
  const { starts, memory, hostile, insights, lists, regenSeconds } = results;
  const parts = [
    [describe(machine), ...conditions].join("\n"),
    throughput.length > 0 && callTable(throughput),
    oauth.length > 0 && oauthTable(oauth),
    confirmations.length > 0 && confirmTable(confirmations),
    starts.length > 0 && startTable(starts),
    memory.length > 0 && memoryTable(memory),
    hostile.length > 0 && hostileTable(hostile),
    insights.length > 0 && insightTable(insights),
    lists.length > 0 && listTable(lists),
    regenSeconds.length > 0 && table(["regen", "s", "min … max"], [["npm run regen", ...spread(regenSeconds)]]),
    summary(verdicts),
  ];
  return `${parts.filter((part) => part !== false).join("\n\n")}\n`;
}

function describe({ processor, cores, memoryBytes, system, loadAverage, versions }: Machine): string {
  const memory = `${Math.round(memoryBytes / MIB / 1024)} GiB`;
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `${cores} cores, ${processor}, ${memory}, ${system}; load average before the bench ${loadAverage.toFixed(2)}`,
    named.join(", "),
  ].join("\n");
}

function startTable(starts: readonly Start[]): string {
  const rows = starts.map(({ subject, ms }) => [subject, ...spread(ms)]);
  return table(["COLD START TO THE FIRST ANSWER", "MS", "MIN … MAX"], rows);
}

function memoryTable(memory: readonly Memory[]): string {
  const rows = memory.flatMap(({ subject, readings }) =>
    readings.map(({ calls, residentBytes, heapBytes }) => [
      `${subject}, ${calls === 0 ? "at rest" : `${calls.toLocaleString("en-US")} calls`}`,
      residentBytes === null ? "-" : toText(residentBytes / MIB),
      toText(heapBytes / MIB),
    ]),
  );
  return table(["MEMORY", "RESIDENT MIB", "HEAP IN USE MIB"], rows);
}

function hostileTable(hostile: readonly Hostile[]): string {
  const rows = hostile.map(({ name, status, delayMs, logLines }) => [
    name,
    String(status),
    ...spread(delayMs),
    String(logLines),
  ]);
  return table(["A BODY OF 1 MIB", "HTTP", "EVENT LOOP HELD MS", "MIN … MAX", "LOG LINES"], rows);
}

function insightTable(insights: readonly Insight[]): string {
  const rows = insights.map(({ tool, ms, moreBytes }) => [
    tool,
    ...spread(ms),
    moreBytes === null ? "-" : toText(moreBytes / MIB),
  ]);
  return table(["INSIGHT, 50,000 ORDERS", "MS", "MIN … MAX", "MIB ABOVE REST"], rows);
}

function listTable(lists: readonly ListSize[]): string {
  const rows = lists.map(({ name, tools, bytes }) => [name, String(tools), bytes.toLocaleString("en-US")]);
  return table(["TOOLS/LIST OF THE SURFACE", "TOOLS", "BYTES"], rows);
}
