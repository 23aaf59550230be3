/** The figures of several runs of one measurement. */
interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

export function median(values: readonly number[]): number {
  const sorted = sort(values);
  const upper = at(sorted, Math.floor(sorted.length / 2));
  return sorted.length % 2 === 1 ? upper : (at(sorted, sorted.length / 2 - 1) + upper) / 2;
}

/** The smallest of the values that `percent` of them do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  return at(sort(values), Math.max(Math.ceil((values.length * percent) / 100) - 1, 0));
}

function sort(values: readonly number[]): readonly number[] {
  return [...values].sort((a, b) => a - b);
}

function at(values: readonly number[], index: number): number {
  const value = values[index];
  if (value === undefined) {
    throw new RangeError(`value ${index} does not exist: there are ${values.length}`);
  }
  return value;
}
