import { Temporal } from "temporal-polyfill";
import type { JsonObject } from "../contract/normalise-arguments.ts";
import { CallError } from "../kit/errors.ts";
import type { Comparison } from "./arguments.ts";

/** The zone of the API's times, which do not name it. */
export const TIME_ZONE = "Europe/Berlin";
export const DEFAULT_DAYS = 30;
/** Before any account: `start` is the account's first day. */
const START = Temporal.PlainDateTime.from("2000-01-01T00:00:00");
const RELATIVE = /^([+-]?)(\d{1,5})([smhdMY])$/;
const LOCAL = /^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2})?)?$/;
const ZONED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;
const UNITS = { s: "seconds", m: "minutes", h: "hours", d: "days", M: "months", Y: "years" } as const;

/** Two times in Germany, both included. */
export interface Period {
  readonly from: Temporal.PlainDateTime;
  readonly to: Temporal.PlainDateTime;
}

/** The period that `from` and `to` name; without them, today and the 29 days before. */
export function readPeriod({ from, to }: JsonObject, nowMs: number): Period {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(TIME_ZONE);
  const end = to === undefined ? wall(now) : parseTime("to", String(to), now);
  const start =
    from === undefined ? startOfDay(end).subtract({ days: DEFAULT_DAYS - 1 }) : parseTime("from", String(from), now);
  if (Temporal.PlainDateTime.compare(start, end) > 0) {
    throw new CallError("input", `nothing was sent. from (${format(start)}) must be before to (${format(end)})`);
  }
  return { from: start, to: end };
}

/** As the API writes a time: `2026-03-31 14:30:00`. */
export function format(time: Temporal.PlainDateTime): string {
  return time.round({ smallestUnit: "second", roundingMode: "floor" }).toString().replace("T", " ").slice(0, 19);
}

/** A time of the API's answers. Undefined for an empty one. */
export function parseApiTime(text: unknown): Temporal.PlainDateTime | undefined {
  return typeof text === "string" && LOCAL.test(text) && !text.startsWith("0000") ? local(text) : undefined;
}

/** The time in Germany. */
export function localTime(nowMs: number): Temporal.PlainDateTime {
  return wall(Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(TIME_ZONE));
}

/** The period as an argument of the API. */
export function asArguments({ from, to }: Period): { readonly from: string; readonly to: string } {
  return { from: format(from), to: format(to) };
}

/**
 * The period before one that begins with a month is as many calendar months earlier; before any other, as many days. One
 * that ends with a month still does.
 */
export function earlierPeriod({ from, to }: Period, comparison: Comparison): Period {
  if (comparison === "previous_year") {
    return { from: from.subtract({ years: 1 }), to: backBy(to, { months: 12 }) };
  }
  if (from.day === 1 && from.equals(startOfDay(from))) {
    const months = (to.year - from.year) * 12 + to.month - from.month + 1;
    return { from: from.subtract({ months }), to: backBy(to, { months }) };
  }
  if (!from.equals(startOfDay(from))) {
    // Ends in the second before, so that nothing is left out or counted twice.
    return { from: from.subtract(from.until(to)).subtract({ seconds: 1 }), to: from.subtract({ seconds: 1 }) };
  }
  const days = from.toPlainDate().until(to.toPlainDate(), { largestUnit: "days" }).days + 1;
  return { from: from.subtract({ days }), to: to.subtract({ days }) };
}

function backBy(time: Temporal.PlainDateTime, duration: { readonly months: number }): Temporal.PlainDateTime {
  const earlier = time.subtract(duration);
  return time.day === time.daysInMonth ? earlier.with({ day: earlier.daysInMonth }) : earlier;
}

function parseTime(name: string, text: string, now: Temporal.ZonedDateTime): Temporal.PlainDateTime {
  try {
    const time = namedTime(text, now) ?? relativeTime(text, now) ?? absoluteTime(text);
    if (time) {
      return time;
    }
  } catch {
    // A date that does not exist.
  }
  throw new CallError(
    "input",
    `nothing was sent. ${name} must be a time such as 2026-03-31, 2026-03-31 14:30:00, -30d, -6M or now, got ${JSON.stringify(text.slice(0, 40))}`,
  );
}

function namedTime(text: string, now: Temporal.ZonedDateTime): Temporal.PlainDateTime | undefined {
  return text === "now" || text === "today" ? wall(now) : text === "start" ? START : undefined;
}

function relativeTime(text: string, now: Temporal.ZonedDateTime): Temporal.PlainDateTime | undefined {
  const [, sign, digits, unit] = RELATIVE.exec(text) ?? [];
  if (digits === undefined || unit === undefined) {
    return undefined;
  }
  const count = Number(digits) * (sign === "-" ? -1 : 1);
  return wall(now.add({ [UNITS[unit as keyof typeof UNITS]]: count }));
}

function absoluteTime(text: string): Temporal.PlainDateTime | undefined {
  if (ZONED.test(text)) {
    return wall(Temporal.Instant.from(text).toZonedDateTimeISO(TIME_ZONE));
  }
  return LOCAL.test(text) ? local(text) : undefined;
}

function local(text: string): Temporal.PlainDateTime {
  return Temporal.PlainDateTime.from(text.replace(" ", "T"), { overflow: "reject" });
}

function wall(time: Temporal.ZonedDateTime): Temporal.PlainDateTime {
  return time.toPlainDateTime().round({ smallestUnit: "second", roundingMode: "floor" });
}

function startOfDay(time: Temporal.PlainDateTime): Temporal.PlainDateTime {
  return time.toPlainDate().toPlainDateTime();
}
