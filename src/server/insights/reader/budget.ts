/** What one answer may use. */
export interface Bounds {
  readonly maxCalls: number;
  readonly maxMs: number;
  /** For one call. */
  readonly timeoutMs: number;
}

/** The calls and the time that are left for one answer. */
export interface Budget {
  /** Takes one call, and returns whether there was one left besides those that are to remain. */
  take(reserve: number): boolean;
  calls(): number;
  callsLeft(): number;
  /** Milliseconds for the next call. */
  msForCall(): number;
  /** Why no further call is possible besides those that are to remain; undefined as long as one is. */
  end(reserve?: number): string | undefined;
}

export function createBudget({ maxCalls, maxMs, timeoutMs }: Bounds): Budget {
  const endsAt = performance.now() + maxMs;
  const msLeft = () => endsAt - performance.now();
  let calls = 0;
  const end = (reserve = 0) => {
    if (calls >= maxCalls - reserve) {
      return `${maxCalls} calls to Digistore24, which is the operator's limit for one answer (INSIGHTS_MAX_CALLS)`;
    }
    return msLeft() <= 0 ? `${Math.round(maxMs / 1000)} seconds, which is the limit for one answer` : undefined;
  };
  return {
    take: (reserve) => {
      const isFree = end(reserve) === undefined;
      calls += isFree ? 1 : 0;
      return isFree;
    },
    calls: () => calls,
    callsLeft: () => (end() === undefined ? maxCalls - calls : 0),
    msForCall: () => Math.max(1, Math.min(timeoutMs, msLeft())),
    end,
  };
}
