import { addInterval, formatDate, type Instant, parseLocalTime } from "../kit/time.ts";

export const PERIODS = ["day", "week", "month", "quarter", "year"] as const;
type Period = (typeof PERIODS)[number];

/** The start of the calendar period around a time. Weeks begin on Mondays. */
export function startOf(period: Period, at: Instant): Instant {
  const [year = "", month = "", day = ""] = formatDate(at).split("-");
  const first = { year: `${year}-01-01`, quarter: `${year}-${quarterMonth(month)}-01`, month: `${year}-${month}-01` };
  const today = `${year}-${month}-${day}`;
  if (period === "week") {
    const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
    return weekday === 0 ? local(today) : (addInterval(local(today), `${weekday}_day`, -1) ?? at);
  }
  return local(period === "day" ? today : first[period]);
}

/** The last day of a range counts. [S37] */
export function endOfDay(at: Instant): Instant {
  return (addInterval(startOf("day", at), "1_day") ?? at) - 1;
}

/** All periods from one day to another, including those without sales; the first and last are cut to the requested days. */
export function spansBetween(period: Period, from: Instant, to: Instant) {
  const interval = { day: "1_day", week: "1_week", month: "1_month", quarter: "3_month", year: "1_year" }[period];
  const spans: { name: string; start: Instant; last: Instant }[] = [];
  for (let start = startOf(period, from); start <= to; start = addInterval(start, interval) ?? to + 1) {
    const next = addInterval(start, interval) ?? to;
    spans.push({ name: formatDate(start), start: Math.max(start, from), last: Math.min(next - 1, to) });
  }
  return spans;
}

function quarterMonth(month: string): string {
  return String(Number(month) - ((Number(month) - 1) % 3)).padStart(2, "0");
}

function local(date: string): Instant {
  return parseLocalTime(date) ?? 0;
}
