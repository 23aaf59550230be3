const MIB = 1024 * 1024;
/** After this share of the time, everything is compiled, cached and pooled. */
const WARM_UP_SHARE = 0.25;
const MINUTE_MS = 60_000;
/** Before that the memory has not levelled off. */
const MIN_JUDGED_MS = 3 * MINUTE_MS;
/** The average of the second half relative to the first; garbage collection alone makes it vary by less. */
const MAX_GROWTH = 1.25;

/** Resident memory over time. */
export interface MemoryTrace {
  add(bytes: number | undefined): void;
  /** In MiB. */
  latest(): number | undefined;
  /** The verdict on its growth since the warm-up, which a short soak cannot give. */
  judge(elapsedMs: number): MemoryVerdict;
}

export interface MemoryVerdict {
  readonly isGood: boolean;
  readonly text: string;
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
    judge: (elapsedMs) => {
      if (readings.length === 0) {
        return { isGood: true, text: "memory not judged: this system does not report it" };
      }
      if (elapsedMs < MIN_JUDGED_MS) {
        return { isGood: true, text: `memory not judged: that takes ${MIN_JUDGED_MS / MINUTE_MS} minutes` };
      }
      const warm = readings.slice(Math.ceil(readings.length * WARM_UP_SHARE));
      const half = Math.floor(warm.length / 2);
      const [before, after] = [mean(warm.slice(0, half)), mean(warm.slice(half))];
      const figures = `from ${Math.round(before)} to ${Math.round(after)} MiB`;
      return after > before * MAX_GROWTH
        ? { isGood: false, text: `memory grew ${figures}` }
        : { isGood: true, text: `memory flat, ${figures}` };
    },
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
