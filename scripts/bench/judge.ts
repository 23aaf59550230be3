import type { Memory } from "./measure-memory.ts";
import type { Measured, Run } from "./measure-throughput.ts";
import type { Results } from "./results.ts";
import { median } from "./statistics.ts";
import { DIRECT, endpointAt, PASSTHROUGH, REVISIONS, sdkHostAt } from "./subjects.ts";

type Unit = "%" | "ms" | "times" | "bytes" | "lines" | "s" | "MiB";

interface Bound {
  readonly bound: "at least" | "at most";
  readonly limit: number;
  readonly unit: Unit;
}

export interface Verdict extends Bound {
  readonly target: string;
  readonly measured: number;
  readonly isReached: boolean;
}

interface CallTarget extends Bound {
  readonly what: string;
  readonly reference: (revision: string) => string;
  readonly connections: number;
  readonly latencyMs: number;
  readonly compare: (endpoint: Run, reference: Run) => number;
}

const speed = (endpoint: Run, reference: Run) => (endpoint.callsPerSecond / reference.callsPerSecond) * 100;
const busy = {
  connections: 64,
  latencyMs: 0,
  what: "calls/s of",
  compare: speed,
  bound: "at least",
  unit: "%",
} as const;
const usual = { connections: 16, latencyMs: 20, reference: () => DIRECT, bound: "at most", unit: "ms" } as const;
const CALL_TARGETS: readonly CallTarget[] = [
  { ...busy, reference: sdkHostAt, limit: 80 },
  { ...busy, reference: () => PASSTHROUGH, limit: 20 },
  { ...usual, what: "p50 added to", compare: (endpoint, direct) => endpoint.p50Ms - direct.p50Ms, limit: 2 },
  { ...usual, what: "p99 added to", compare: (endpoint, direct) => endpoint.p99Ms - direct.p99Ms, limit: 10 },
];
const START: Bound = { bound: "at most", limit: 1.7, unit: "times" };
const MEMORY: Bound = { bound: "at most", limit: 110, unit: "%" };
const GROWN = "after 100,000 calls from 1,000 keys, of that after 1,000 calls";
const HELD: Bound = { bound: "at most", limit: 100, unit: "ms" };
const LOGGED: Bound = { bound: "at most", limit: 20, unit: "lines" };
const INSIGHT: Bound = { bound: "at most", limit: 10, unit: "s" };
const INSIGHT_MEMORY: Bound = { bound: "at most", limit: 150, unit: "MiB" };
const MIB = 1024 * 1024;
const LIST: Bound = { bound: "at most", limit: 72_000, unit: "bytes" };
const REGEN: Bound = { bound: "at most", limit: 5, unit: "s" };

/** Compares what was measured with the targets, and omits what was not measured. */
export function judge({
  throughput,
  starts,
  memory,
  hostile,
  insights,
  lists,
  regenSeconds,
}: Results): readonly Verdict[] {
  const startsOf = (name: string) => starts.find(({ subject }) => subject === name)?.ms ?? [];
  const published = lists.filter(({ name }) => name === "published").map(({ bytes }) => bytes);
  const slower = inRounds(startsOf("endpoint"), startsOf("passthrough"), (endpoint, other) => endpoint / other);
  return [
    ...CALL_TARGETS.flatMap((target) => REVISIONS.flatMap((revision) => judgeCalls(throughput, target, revision))),
    ...verdicts("cold start to the first tools/list, of the passthrough's first answer", slower, START),
    ...verdicts(`resident ${GROWN}`, growth(memory, "residentBytes"), MEMORY),
    ...verdicts(`heap in use ${GROWN}`, growth(memory, "heapBytes"), MEMORY),
    ...hostile.flatMap(({ name, delayMs, logLines }) => [
      ...verdicts(`event loop held by 1 MiB of ${name}`, delayMs, HELD),
      ...verdicts(`log of 1 MiB of ${name}`, [logLines], LOGGED),
    ]),
    ...insights.flatMap(({ tool, ms, moreBytes }) => [
      ...verdicts(
        `${tool} in a shop of 50,000 orders`,
        ms.map((one) => one / 1000),
        INSIGHT,
      ),
      ...verdicts(`${tool}: memory above rest`, moreBytes === null ? [] : [moreBytes / MIB], INSIGHT_MEMORY),
    ]),
    ...verdicts("tools/list of the published tools and the insights", published, LIST),
    ...verdicts("regen", regenSeconds, REGEN),
  ];
}

/** In percent of the earlier value. */
function growth(memory: readonly Memory[], what: "residentBytes" | "heapBytes"): readonly number[] {
  const readings = memory.find(({ subject }) => subject === "endpoint")?.readings ?? [];
  const [few, many] = [1000, 100_000].map(
    (count) => readings.find(({ calls }) => calls === count)?.[what] ?? undefined,
  );
  return few === undefined || many === undefined ? [] : [(many * 100) / few];
}

function judgeCalls(throughput: readonly Measured[], target: CallTarget, revision: string): readonly Verdict[] {
  const there = throughput.filter(
    ({ connections, latencyMs }) => connections === target.connections && latencyMs === target.latencyMs,
  );
  const reference = target.reference(revision);
  const ours = there.filter(({ subject, work }) => subject === endpointAt(revision) && work !== "tools/list");
  return ours.flatMap(({ work, runs }) => {
    const others = there.find((other) => other.subject === reference && other.work === work)?.runs ?? [];
    const name = `${work} ${revision}, ${target.connections} connections, ${target.latencyMs} ms: ${target.what} ${reference}`;
    return verdicts(name, inRounds(runs, others, target.compare), target);
  });
}

/** Pairs measurements taken shortly after one another. */
function inRounds<T>(ours: readonly T[], others: readonly T[], compare: (our: T, other: T) => number): number[] {
  return ours.flatMap((our, round) => {
    const other = others[round];
    return other === undefined ? [] : [compare(our, other)];
  });
}

/** A verdict based on the median, or none if nothing was measured. */
function verdicts(target: string, values: readonly number[], { bound, limit, unit }: Bound): readonly Verdict[] {
  if (values.length === 0) {
    return [];
  }
  const measured = median(values);
  const isReached = bound === "at least" ? measured >= limit : measured <= limit;
  return [{ target, measured, bound, limit, unit, isReached }];
}
