/** Whole cents of an amount such as `"19.90"`; 0 if there is none. */
export function toCents(amount: unknown): number {
  const value = Number(amount ?? 0);
  return Number.isFinite(value) ? Math.round(value * 100) : 0;
}

/** An amount as the API writes it. */
export function toAmount(cents: number): string {
  return (cents / 100).toFixed(2);
}

/** The change from an earlier value, in percent with one decimal place; undefined if there was nothing before. */
export function changePercent(now: number, before: number): number | undefined {
  return before === 0 ? undefined : Math.round(((now - before) / Math.abs(before)) * 1000) / 10;
}
