/** The verdict on one answer. `fault`: an error that the injected faults explain. */
export type Verdict = "success" | "fault" | "unexpected" | "mix-up";

export interface Tally {
  add(verdict: Verdict, note?: string): void;
  count(verdict: Verdict): number;
  total(): number;
  /** Some of the unexpected answers, for investigation. */
  notes(): readonly string[];
}

const MAX_NOTES = 10;
const MAX_NOTE_CHARS = 300;

export function createTally(): Tally {
  const counts = new Map<Verdict, number>();
  const notes: string[] = [];
  return {
    add: (verdict, note) => {
      counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
      if (note !== undefined && notes.length < MAX_NOTES) {
        notes.push(`${verdict}: ${note.slice(0, MAX_NOTE_CHARS)}`);
      }
    },
    count: (verdict) => counts.get(verdict) ?? 0,
    total: () => [...counts.values()].reduce((sum, count) => sum + count, 0),
    notes: () => notes,
  };
}
