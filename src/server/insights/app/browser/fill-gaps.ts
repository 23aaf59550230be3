import type { Row } from "./report.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** A row for each time between the first and the last: the answer leaves out those in which nothing was sold. */
export function fillGaps(rows: readonly Row[], by: string): readonly Row[] {
  const known = new Map(rows.map((row) => [row.label, row]));
  const last = rows.at(-1)?.label ?? "";
  const filled: Row[] = [];
  for (let label = rows[0]?.label ?? ""; label !== "" && label <= last; label = next(label, by)) {
    filled.push(known.get(label) ?? { label, others: undefined, net: 0, before: undefined, earned: 0 });
  }
  return filled;
}

/** Labels are dates, or months as `2026-11`. */
function next(label: string, by: string): string {
  if (by === "month") {
    const [year = 0, month = 0] = label.split("-").map(Number);
    return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 7);
  }
  const days = by === "week" ? 7 : 1;
  return new Date(Date.parse(`${label}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
