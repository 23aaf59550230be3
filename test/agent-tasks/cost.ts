import { readFileSync, writeFileSync } from "node:fs";
import type { Replay } from "./replay.ts";

/** What a task costs an agent. */
export interface Cost {
  readonly calls: number;
  /** The arguments, in bytes of JSON. */
  readonly sent: number;
  /** The texts of the results, in bytes. */
  readonly read: number;
}

/** By the id of the task. */
export type Costs = Readonly<Record<string, Cost>>;

const MEASURED = new URL("measured.json", import.meta.url);
/** The bytes of a task may grow by a tenth before it counts as longer. */
const MAX_GROWTH = 1.1;

export function costOf({ calls }: Replay): Cost {
  const bytes = (texts: readonly string[]) => texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return {
    calls: calls.length,
    sent: bytes(calls.map(({ args }) => JSON.stringify(args))),
    read: bytes(calls.map(({ text }) => text)),
  };
}

/** Whether a task takes more calls than before, or a good deal more bytes. */
export function isLonger(now: Cost, before: Cost): boolean {
  return now.calls > before.calls || now.sent + now.read > MAX_GROWTH * (before.sent + before.read);
}

/** The table of the repository. */
export function readCosts(): Costs {
  return JSON.parse(readFileSync(MEASURED, "utf8")) as Costs;
}

export function writeCosts(costs: Costs): void {
  writeFileSync(MEASURED, `${JSON.stringify(costs, null, 2)}\n`);
}
