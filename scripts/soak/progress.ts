import type { MemoryTrace, MemoryVerdict } from "./memory.ts";
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

/** The last line, with everything that was looked for. Returns whether all is well. */
export function report(tally: Tally, memory: MemoryVerdict, ended: string | undefined): boolean {
  for (const note of tally.notes()) {
    process.stdout.write(`${note}\n`);
  }
  const { isGood, findings } = judge(tally, memory, ended);
  process.stdout.write(`${isGood ? "passed" : "FAILED"}: ${findings.join(", ")}\n`);
  return isGood;
}

export function judge(tally: Tally, memory: MemoryVerdict, ended: string | undefined) {
  const [good, errors, mixUps] = [tally.count("success"), tally.count("unexpected"), tally.count("mix-up")];
  const findings = [
    `successful calls: ${good}`,
    `unexplained errors: ${errors}`,
    `mix-ups: ${mixUps}`,
    memory.text,
    ...(ended === undefined ? [] : [`the ${ended} has ended`]),
  ];
  return { isGood: good > 0 && errors === 0 && mixUps === 0 && memory.isGood && ended === undefined, findings };
}
