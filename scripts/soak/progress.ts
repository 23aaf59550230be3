import type { MemoryTrace } from "./memory.ts";
import type { Tally } from "./tally.ts";

const COLUMN = 11;
export const HEADINGS = row(["minutes", "calls", "calls/s", "faults", "unexpected", "mix-ups", "MiB"]);

export function print(tally: Tally, memory: MemoryTrace, startedMs: number): void {
  const seconds = (Date.now() - startedMs) / 1000;
  const cells = [
    (seconds / 60).toFixed(1),
    tally.total(),
    Math.round(tally.total() / Math.max(seconds, 1)),
    tally.count("fault"),
    tally.count("unexpected"),
    tally.count("mix-up"),
    memory.latest() ?? "-",
  ];
  process.stdout.write(`${row(cells)}\n`);
}

function row(cells: readonly (string | number)[]): string {
  return cells.map((cell) => String(cell).padStart(COLUMN)).join("");
}

export function report(tally: Tally, problems: readonly string[]): boolean {
  for (const note of tally.notes()) {
    process.stdout.write(`${note}\n`);
  }
  const isWhole = tally.count("mix-up") === 0 && tally.count("unexpected") === 0 && tally.count("success") > 0;
  const isGood = isWhole && problems.length === 0;
  const reasons = problems.length === 0 ? "" : `: ${problems.join("; ")}`;
  process.stdout.write(isGood ? "passed\n" : `FAILED${reasons}\n`);
  return isGood;
}
