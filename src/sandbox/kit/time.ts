/** Milliseconds since 1970, UTC. */
export type Instant = number;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

const WINTER_OFFSET_MS = HOUR_MS;
const SUMMER_OFFSET_MS = 2 * HOUR_MS;
const LOCAL_TIME = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(:\d{2})?)?$/;
const MAX_REMEMBERED = 10_000;
const datesByDay = new Map<number, string>();
const summersByYear = new Map<number, { readonly from: Instant; readonly to: Instant }>();
const BILLING_INTERVAL = /^([1-9]\d{0,2})_(day|week|month|year)$/;

/** `YYYY-MM-DD HH:MM:SS` in the server's time zone, which is Germany's; answers do not name it. */
export function formatTime(at: Instant): string {
  return new Date(toWall(at)).toISOString().slice(0, 19).replace("T", " ");
}

/** `YYYY-MM-DD` in the server's time zone. Cached, since statistics call it for every transaction. */
export function formatDate(at: Instant): string {
  const day = Math.floor(toWall(at) / DAY_MS);
  return remember(datesByDay, day, () => new Date(day * DAY_MS).toISOString().slice(0, 10));
}

/** Parses the form of {@link formatTime}; undefined if there is no such date. */
export function parseLocalTime(text: string): Instant | undefined {
  const [, date, time = "00:00", seconds = ":00"] = LOCAL_TIME.exec(text) ?? [];
  const wall = Date.parse(`${date}T${time}${seconds}Z`);
  // Date.parse reads 30 February as 2 March.
  const isReal = Number.isFinite(wall) && new Date(wall).toISOString().startsWith(`${date}T${time}`);
  return isReal ? fromWall(wall) : undefined;
}

/** One or more intervals such as `1_month` or `10_day` later; undefined if the interval is invalid. */
export function addInterval(at: Instant, interval: string, times = 1): Instant | undefined {
  const [, digits, unit] = BILLING_INTERVAL.exec(interval) ?? [];
  const count = Number(digits) * times;
  if (unit === "day" || unit === "week") {
    return addDays(at, unit === "week" ? 7 * count : count);
  }
  return unit === undefined ? undefined : addMonths(at, unit === "year" ? 12 * count : count);
}

/** Whether this is a billing interval, `<number>_<unit>`. */
export function isInterval(text: string): boolean {
  return BILLING_INTERVAL.test(text);
}

/** The same time of day, some days later. */
export function addDays(at: Instant, days: number): Instant {
  return fromWall(toWall(at) + days * DAY_MS);
}

/** The same day and time some months later, or the last day if the month is shorter. */
export function addMonths(at: Instant, months: number): Instant {
  const wall = new Date(toWall(at));
  const day = wall.getUTCDate();
  wall.setUTCDate(1);
  wall.setUTCMonth(wall.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 1, 0)).getUTCDate();
  wall.setUTCDate(Math.min(day, lastDay));
  return fromWall(wall.getTime());
}

/** The local time of the server, written as if it were UTC. */
function toWall(at: Instant): number {
  return at + zoneOffset(at);
}

/** In autumn one hour occurs twice; the first is meant, as in PHP and Temporal. */
function fromWall(wall: number): Instant {
  const inSummer = wall - SUMMER_OFFSET_MS;
  return zoneOffset(inSummer) === SUMMER_OFFSET_MS ? inSummer : wall - WINTER_OFFSET_MS;
}

/** German time since 1996: summer time lasts from the last Sunday of March to that of October, changing at 01:00 UTC. */
function zoneOffset(at: Instant): number {
  const year = new Date(at).getUTCFullYear();
  const summer = remember(summersByYear, year, () => ({ from: lastSunday(year, 2), to: lastSunday(year, 9) }));
  return at >= summer.from && at < summer.to ? SUMMER_OFFSET_MS : WINTER_OFFSET_MS;
}

function lastSunday(year: number, month: number): Instant {
  const lastDay = new Date(Date.UTC(year, month + 1, 0, 1));
  return lastDay.getTime() - lastDay.getUTCDay() * DAY_MS;
}

/** Returns a cached value or computes it. A full cache is emptied. */
function remember<T>(known: Map<number, T>, key: number, compute: () => T): T {
  const before = known.get(key);
  if (before !== undefined) {
    return before;
  }
  if (known.size >= MAX_REMEMBERED) {
    known.clear();
  }
  const value = compute();
  known.set(key, value);
  return value;
}
