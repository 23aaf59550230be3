import type { Measured, Place, Run } from "./run-in-turns.ts";
import { median } from "./statistics.ts";
import { DIRECT, endpointAt, PASSTHROUGH, peerAt, REVISIONS } from "./subjects.ts";
import { type Bound, type Case, caseOf, judgeTarget, NOT_PART, type Verdict } from "./target.ts";

const BUSY = { connections: 64, latencyMs: 0 };
const USUAL = { work: "ping", connections: 16, latencyMs: 20 } as const;
const NO_PEER = "no --peer was given";
const NOTHING_ADDED = "the passthrough added no time that could be compared";

interface RateTarget extends Bound {
  readonly work: Place["work"];
  readonly of: "peer" | "passthrough";
}

const timesPeers = (work: Place["work"], limit: number): RateTarget => ({
  work,
  of: "peer",
  bound: "at least",
  limit,
  unit: "times",
});
const ofPassthroughs = (work: Place["work"], limit: number): RateTarget => ({
  work,
  of: "passthrough",
  bound: "at least",
  limit,
  unit: "%",
});
const RATES: readonly RateTarget[] = [
  timesPeers("ping", 3),
  ofPassthroughs("ping", 15),
  timesPeers("listPurchases", 3),
  ofPassthroughs("listPurchases", 12),
  timesPeers("tools/list", 4),
];
export const ADDED: Bound = { bound: "at most", limit: 3, unit: "times" };

/** The targets that compare calls. */
export function judgeCalls(throughput: readonly Measured[]): readonly Verdict[] {
  return [
    ...RATES.map((target) => judgeRate(throughput, target)),
    judgeAdded(throughput, "p50Ms", "p50"),
    judgeAdded(throughput, "p99Ms", "p99"),
  ];
}

function judgeRate(throughput: readonly Measured[], { work, of, ...bound }: RateTarget): Verdict {
  const place = { work, ...BUSY };
  const cases = REVISIONS.flatMap((revision) => {
    const ours = runsOf(throughput, endpointAt(revision), place);
    const references = of === "peer" ? peersAt(revision) : [PASSTHROUGH];
    const others = references.map((name) => runsOf(throughput, name, place)).find((runs) => runs.length > 0) ?? [];
    const factor = bound.unit === "%" ? 100 : 1;
    return caseOf(
      revision,
      inRounds(ours, others, (our, other) => (our / other) * factor),
    );
  });
  const isMeasured = throughput.some((one) => isAt(one, place));
  const target = `${work}, 64 connections, upstream 0 ms: calls/s, of the ${of}'s`;
  return judgeTarget(target, bound, cases, isMeasured && of === "peer" ? NO_PEER : NOT_PART);
}

/** A peer may speak only the older revision. */
function peersAt(revision: (typeof REVISIONS)[number]): readonly string[] {
  return [peerAt(revision), peerAt(REVISIONS[0])];
}

function judgeAdded(throughput: readonly Measured[], figure: "p50Ms" | "p99Ms", name: string): Verdict {
  const direct = runsOf(throughput, DIRECT, USUAL);
  // The median first: what a passthrough adds is so little that in a single round it can be nothing.
  const addedBy = (subject: string) =>
    medianOrNone(inRounds(runsOf(throughput, subject, USUAL), direct, (our, other) => our - other, figure));
  const byPassthrough = addedBy(PASSTHROUGH);
  const cases = REVISIONS.flatMap((revision): readonly Case[] => {
    const added = addedBy(endpointAt(revision));
    const isComparable = added !== undefined && byPassthrough !== undefined && byPassthrough > 0;
    return isComparable ? [{ name: revision, measured: added / byPassthrough }] : [];
  });
  const target = `ping, 16 connections, upstream 20 ms: ${name} added to a direct call, of what the passthrough adds`;
  return judgeTarget(target, ADDED, cases, byPassthrough === undefined ? NOT_PART : NOTHING_ADDED);
}

function medianOrNone(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : median(values);
}

function runsOf(throughput: readonly Measured[], subject: string, place: Place): readonly Run[] {
  return throughput.find((one) => one.subject === subject && isAt(one, place))?.runs ?? [];
}

function isAt(one: Place, { work, connections, latencyMs }: Place): boolean {
  return one.work === work && one.connections === connections && one.latencyMs === latencyMs;
}

/** Pairs runs that took place close together, because a slow minute is slow for all. */
function inRounds(
  ours: readonly Run[],
  others: readonly Run[],
  compare: (our: number, other: number) => number,
  figure: "callsPerSecond" | "p50Ms" | "p99Ms" = "callsPerSecond",
): number[] {
  return ours.flatMap((our, round) => {
    const other = others[round];
    return other === undefined ? [] : [compare(our[figure], other[figure])];
  });
}
