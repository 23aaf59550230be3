/** Sorted rows so that the first of each currency come first, then the second of each: none is crowded out by another. */
export function rankByCurrency<T>(sorted: readonly T[], currencyOf: (row: T) => string): readonly T[] {
  const ranks = new Map<string, number>();
  const ranked = sorted.map((row) => {
    const currency = currencyOf(row);
    const rank = ranks.get(currency) ?? 0;
    ranks.set(currency, rank + 1);
    return { row, rank };
  });
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ row }) => row);
}
