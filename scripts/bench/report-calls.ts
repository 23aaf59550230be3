import type { Confirmations } from "./measure-confirm.ts";
import { WITH_KEY, WITH_TOKEN } from "./measure-oauth.ts";
import type { Measured, Run } from "./run-in-turns.ts";
import { median, spreadOf } from "./statistics.ts";
import { table, toText } from "./table.ts";

const OF_RUNS = ["CALLS/S", "MIN … MAX", "P50 MS", "P99 MS", "CPU MS/CALL"];

export function callTable(throughput: readonly Measured[]): string {
  const rows = throughput.map(({ work, connections, latencyMs, subject, runs }) => [
    `${work}, ${connections}, ${latencyMs} ms`,
    subject,
    ...cellsOf(runs),
  ]);
  return table(["WORK, CONNECTIONS, UPSTREAM", "SUBJECT", ...OF_RUNS], rows);
}

/** With what calls with tokens do and cost in percent of calls with keys. */
export function oauthTable(measured: readonly Measured[]): string {
  const runsOf = (name: string) => measured.find(({ subject }) => subject === name)?.runs ?? [];
  const [withKey, withToken] = [runsOf(WITH_KEY), runsOf(WITH_TOKEN)];
  const rates = percentOf(withToken, withKey, ({ callsPerSecond }) => callsPerSecond);
  const times = percentOf(withToken, withKey, ({ cpuMsPerCall }) => cpuMsPerCall);
  const rows = measured.map(({ subject, runs }) => [subject, ...cellsOf(runs)]);
  const lines = table(["PING, 64 CONNECTIONS, OAUTH SWITCHED ON", ...OF_RUNS], rows);
  return `${lines}\nwith tokens, of what it is with keys: calls/s ${rates}, processor time per call ${times}`;
}

/** The median over the rounds. */
function percentOf(ours: readonly Run[], others: readonly Run[], figure: (run: Run) => number | null): string {
  const ratios = ours.flatMap((our, round) => {
    const [value, of] = [figure(our), figure(others[round] as Run)];
    return value === null || of === null ? [] : [(value / of) * 100];
  });
  return ratios.length === 0 ? "-" : `${toText(median(ratios))} %`;
}

export function confirmTable(confirmations: readonly Confirmations[]): string {
  const rows = confirmations.map(({ step, runs }) => [step, ...cellsOf(runs)]);
  return table(["A CHARGE, 16 CONNECTIONS", ...OF_RUNS], rows);
}

function cellsOf(runs: readonly Run[]): readonly string[] {
  const cpu = runs.map(({ cpuMsPerCall }) => cpuMsPerCall).filter((ms) => ms !== null);
  return [
    ...spread(runs.map(({ callsPerSecond }) => callsPerSecond)),
    toText(median(runs.map(({ p50Ms }) => p50Ms))),
    toText(median(runs.map(({ p99Ms }) => p99Ms))),
    cpu.length > 0 ? toText(median(cpu)) : "-",
  ];
}

/** The median, and the smallest and the largest. */
export function spread(values: readonly number[]): [string, string] {
  const { median: middle, min, max } = spreadOf(values);
  return [toText(middle), `${toText(min)} … ${toText(max)}`];
}
