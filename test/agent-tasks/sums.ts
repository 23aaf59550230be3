import type { Answer } from "./task.ts";

/** In cents, because amounts of the API are texts and sums of floating-point numbers are not exact. */
export function toCents(amount: string | number): number {
  return Math.round(Number(amount) * 100);
}

/** The sums of an amount in cents, by currency or by what `groupOf` says. */
export function sumsOf(
  rows: readonly Answer[],
  amount: string,
  groupOf: (row: Answer) => string = ({ currency }) => currency,
): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const row of rows) {
    sums[groupOf(row)] = (sums[groupOf(row)] ?? 0) + toCents(row[amount]);
  }
  return sums;
}

/** The rows with only these fields, in the order of the first one. */
export function only(rows: readonly Answer[], ...names: readonly string[]): readonly unknown[][] {
  const picked = rows.map((row) => names.map((name) => name.split(".").reduce((part, key) => part[key], row)));
  return picked.sort((a, b) => String(a[0]).localeCompare(String(b[0])));
}

/** The id of the record that has this name. */
export function idOf(rows: readonly Answer[], name: string): number {
  return rows.find((row) => row.name === name).id;
}
