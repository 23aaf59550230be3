import type { Account } from "../kit/store.ts";
import { type Instant, parseLocalTime } from "../kit/time.ts";

/** When the account starts, unless the clock is set back. */
export const USUAL_START = at("2024-08-01");

/** If the clock is set back, nothing may be sold before it existed. */
export function onSaleSince({ startedAt }: Account, text: string): Instant {
  return at(text) - (USUAL_START - Math.min(USUAL_START, startedAt));
}

function at(text: string): Instant {
  return parseLocalTime(text) ?? Number.NaN;
}
