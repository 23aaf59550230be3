/** Columns under their headings: those of text, the first unless others are given, are aligned left, the others right. */
export function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  textColumns: readonly number[] = [0],
): string {
  const all = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const aligned = (cell: string, column: number) => {
    const width = widths[column] ?? 0;
    return textColumns.includes(column) ? cell.padEnd(width) : cell.padStart(width);
  };
  return all.map((row) => row.map(aligned).join("  ").trimEnd()).join("\n");
}

/** Only significant digits: 12,345 but 0.123. */
export function toText(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
