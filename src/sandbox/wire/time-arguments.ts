import {
  addDays,
  addMonths,
  HOUR_MS,
  type Instant,
  isInterval,
  MINUTE_MS,
  parseLocalTime,
  SECOND_MS,
} from "../kit/time.ts";
import type { Argument } from "./argument.ts";
import { badValue } from "./refusal.ts";

/** The times that time arguments refer to. */
export interface Clock {
  readonly now: Instant;
  /** The meaning of `start`: the account's first day. */
  readonly accountStart: Instant;
}

/** Units of fixed length. Days and longer units follow the calendar instead. */
const FIXED_UNITS_MS: Readonly<Record<string, number>> = { s: SECOND_MS, m: MINUTE_MS, h: HOUR_MS };
const RELATIVE_TIME = /^([+-]?)(\d{1,5})([smhdMY])$/;
const ZONED_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * A time in any documented form: absolute, ISO 8601 with a zone, `now`, `start`, `-24h`, `7d`, `6M`, `2Y`. A date alone
 * stands for its first second. [S36]
 */
export function asTime(argument: Argument, clock: Clock): Instant {
  const { text } = argument;
  const at = parseNamedTime(text, clock) ?? parseRelativeTime(text, clock.now) ?? parseAbsoluteTime(text);
  if (at === undefined || !Number.isFinite(at)) {
    throw badValue(argument, { de: "Zeitpunkt", en: "a point of time" });
  }
  return at;
}

function parseNamedTime(text: string, clock: Clock): Instant | undefined {
  if (text === "now" || text === "today") {
    return clock.now;
  }
  return text === "start" ? clock.accountStart : undefined;
}

function parseRelativeTime(text: string, now: Instant): Instant | undefined {
  const [, sign, digits, unit = ""] = RELATIVE_TIME.exec(text) ?? [];
  if (digits === undefined) {
    return undefined;
  }
  const count = sign === "-" ? -Number(digits) : Number(digits);
  const fixed = FIXED_UNITS_MS[unit];
  if (fixed !== undefined) {
    return now + count * fixed;
  }
  return unit === "d" ? addDays(now, count) : addMonths(now, unit === "Y" ? 12 * count : count);
}

function parseAbsoluteTime(text: string): Instant | undefined {
  return ZONED_TIME.test(text) ? Date.parse(text) : parseLocalTime(text);
}

/** A billing interval, `<number>_<unit>`. */
export function asInterval(argument: Argument): string {
  if (!isInterval(argument.text)) {
    throw badValue(argument, { de: "Zeitraum wie 1_month", en: "an interval such as 1_month" });
  }
  return argument.text;
}
