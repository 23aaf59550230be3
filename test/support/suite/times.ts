/** The times of the files of the suite, and of a fixed piece of work on the same machine. */
export interface Times {
  readonly calibrationMs: number;
  readonly seconds: Readonly<Record<string, number>>;
}

interface Slower {
  readonly file: string;
  /** Of the earlier run, as this machine would have taken it. */
  readonly before: number;
  readonly now: number;
}

const MAX_RATIO = 1.5;
/** A file that takes less than this more is within what the machine does besides. */
const MIN_DIFFERENCE_SECONDS = 0.5;

/** Files that became slower than half again, the worst first. */
export function slowerFiles(earlier: Times, current: Times): Slower[] {
  const scale = current.calibrationMs / earlier.calibrationMs;
  return Object.entries(current.seconds)
    .flatMap(([file, now]) => {
      const seconds = earlier.seconds[file];
      return seconds === undefined ? [] : [{ file, before: seconds * scale, now }];
    })
    .filter(({ before, now }) => now > before * MAX_RATIO && now - before > MIN_DIFFERENCE_SECONDS)
    .sort((a, b) => b.now - b.before - (a.now - a.before));
}
