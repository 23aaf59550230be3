const MIB = 1024 * 1024;
/** After this share of the time, everything is compiled, cached and pooled. */
const WARM_UP_SHARE = 0.25;
/** Before that the memory has not levelled off. */
const MIN_JUDGED_MS = 3 * 60 * 1000;
/** The average of the second half relative to the first; garbage collection alone makes it vary by less. */
const MAX_GROWTH = 1.25;

/** Resident memory over time. */
export interface MemoryTrace {
  add(bytes: number | undefined): void;
  /** In MiB. */
  latest(): number | undefined;
  /** Returns how much it has grown since the warm-up if that is too much; nothing after a short soak. */
  growth(elapsedMs: number): string | undefined;
}

export function createMemoryTrace(): MemoryTrace {
  const readings: number[] = [];
  return {
    add: (bytes) => {
      if (bytes !== undefined) {
        readings.push(bytes / MIB);
      }
    },
    latest: () => {
      const last = readings.at(-1);
      return last === undefined ? undefined : Math.round(last);
    },
    growth: (elapsedMs) => {
      if (elapsedMs < MIN_JUDGED_MS) {
        return undefined;
      }
      const warm = readings.slice(Math.ceil(readings.length * WARM_UP_SHARE));
      const half = Math.floor(warm.length / 2);
      const [before, after] = [mean(warm.slice(0, half)), mean(warm.slice(half))];
      return after > before * MAX_GROWTH
        ? `memory grew from ${Math.round(before)} to ${Math.round(after)} MiB`
        : undefined;
    },
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
