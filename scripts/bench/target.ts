import { median } from "./statistics.ts";

type Unit = "%" | "ms" | "times" | "bytes" | "lines" | "s" | "MiB";

export interface Bound {
  readonly bound: "at least" | "at most";
  readonly limit: number;
  readonly unit: Unit;
}

/** One measurement that a target applies to, such as one of several revisions. */
export interface Case {
  readonly name: string;
  readonly measured: number;
}

/** A target and what was measured for it. */
export interface Verdict extends Bound {
  readonly target: string;
  /** The worst is first, and decides. */
  readonly cases: readonly Case[];
  readonly outcome: "reached" | "NOT REACHED" | "not measured";
  /** Why nothing was measured. */
  readonly reason?: string;
}

export const NOT_PART = "not part of this run";

/** A case for values measured, or none if there are no values. */
export function caseOf(name: string, values: readonly number[]): readonly Case[] {
  return values.length === 0 ? [] : [{ name, measured: median(values) }];
}

/** Judges by the worst case. `reason` says why there is none. */
export function judgeTarget(target: string, bound: Bound, cases: readonly Case[], reason = NOT_PART): Verdict {
  const isAtLeast = bound.bound === "at least";
  const sorted = [...cases].sort((a, b) => (isAtLeast ? a.measured - b.measured : b.measured - a.measured));
  const [worst] = sorted;
  if (worst === undefined) {
    return { target, ...bound, cases: [], outcome: "not measured", reason };
  }
  const isReached = isAtLeast ? worst.measured >= bound.limit : worst.measured <= bound.limit;
  return { target, ...bound, cases: sorted, outcome: isReached ? "reached" : "NOT REACHED" };
}
