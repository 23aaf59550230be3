import { compareText } from "../kit/compare-text.ts";
import { toAmount } from "../kit/money.ts";
import { addInterval, addMonths, formatDate, type Instant, parseLocalTime } from "../kit/time.ts";
import { asOneOf, readOptional } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { asTime } from "../wire/time-arguments.ts";
import { nextPayoutAt, payoutsUntil, THRESHOLD_CENTS } from "./payouts.ts";
import { noSums, sumsAnswer, sumTransactions } from "./sums.ts";

const PERIODS = ["day", "week", "month", "quarter", "year"] as const;
type Period = (typeof PERIODS)[number];

export const statisticsFunctions: Handlers = {
  statsSales,
  statsSalesSummary,
  statsDailyAmounts,
  statsExpectedPayouts,
};

/** By calendar days in the server's time zone. Includes test payments, like the list of transactions. */
function statsSales(call: Call) {
  const { args, clock, store } = call;
  // [S33]
  const period = readOptional(args, "period", asOneOf(PERIODS)) ?? "week";
  const to = readDay(call, "to") ?? clock.now;
  const from = startOf("day", readDay(call, "from") ?? startOf(period, addMonths(to, -1)));
  const end = endOfDay(to);
  const sums = sumTransactions(store, { from, to: end }, (at) => formatDate(startOf(period, at)));
  const found = [...sums.values()].flatMap((byCurrency) => [...byCurrency.keys()]);
  // Without sales the answer shows 0.00, like the summary.
  const currencies = new Set(found.length === 0 ? [store.account.currency] : found);
  const spans = spansBetween(period, from, end);
  const amounts = [...currencies].sort().map((currency) => [
    currency,
    spans.map(({ name, start, last }) => ({
      from: formatDate(start),
      to: formatDate(last),
      ...sumsAnswer(sums.get(name)?.get(currency) ?? noSums()),
    })),
  ]);
  return { period, from: formatDate(from), to: formatDate(to), amounts: Object.fromEntries(amounts) };
}

function statsDailyAmounts(call: Call) {
  const { clock, store } = call;
  const to = readDay(call, "to") ?? clock.now;
  const from = startOf("day", readDay(call, "from") ?? addMonths(to, -1));
  const sums = sumTransactions(store, { from, to: endOfDay(to) }, formatDate);
  const days = [...sums].sort(([a], [b]) => compareText(a, b));
  return {
    amount_list: days.flatMap(([day, byCurrency]) =>
      [...byCurrency].map(([currency, ofRoles]) => ({ day, currency, ...sumsAnswer(ofRoles) })),
    ),
  };
}

function statsSalesSummary({ clock, store }: Call) {
  const spans: readonly (readonly [string, Instant])[] = [
    ["all", clock.accountStart],
    ...(["year", "quarter", "month", "week", "day"] as const).map(
      (period) => [period, startOf(period, clock.now)] as const,
    ),
  ];
  const answers = spans.map(([name, from]) => {
    const sums = sumTransactions(store, { from: name === "all" ? 0 : from, to: clock.now }, () => name).get(name);
    const amounts = Object.fromEntries(
      [...(sums ?? new Map([[store.account.currency, noSums()]]))].map(([currency, ofRoles]) => [
        currency,
        sumsAnswer(ofRoles),
      ]),
    );
    const more = name === "all" ? { precentages: {}, references: {} } : {};
    return [name, { from: formatDate(from), to: formatDate(clock.now), amounts, ...more }] as const;
  });
  return { for: Object.fromEntries(answers), call_duration_ms: { total_call: 1 } };
}

/** Earnings are paid out after the end of a month; those not in listPayouts are expected. */
function statsExpectedPayouts({ clock, store }: Call) {
  const day = nextPayoutAt(clock.now);
  const earned = earnings(store, clock.now);
  const paid = paidOut(store, clock.now);
  const pending = new Map([...earned].map(([currency, cents]) => [currency, cents - (paid.get(currency) ?? 0)]));
  const due = Object.fromEntries(
    [...pending].map(([currency, cents]) => [
      currency,
      {
        amount: toAmount(cents),
        can_payout: cents >= THRESHOLD_CENTS ? "Y" : "N",
        treshold: toAmount(THRESHOLD_CENTS),
        note: "",
      },
    ]),
  );
  const amounts = {
    total_earnings: inAmounts(earned),
    paidout_amount: inAmounts(new Map([...earned.keys()].map((currency) => [currency, paid.get(currency) ?? 0]))),
    pending_amount: inAmounts(pending),
    future_amounts: { [formatDate(day)]: due },
  };
  return {
    ...amounts,
    by_reseller: [{ reseller_id: 1, reseller_name: "Digistore24 GmbH", ...amounts }],
    note: { message: "", reasons: [] },
    call_duration_ms: { total_call: 1 },
  };
}

function earnings(store: Call["store"], to: Instant): Map<string, number> {
  const sums = sumTransactions(store, { from: 0, to }, () => "").get("") ?? new Map();
  return new Map(
    [...sums].map(([currency, { vendor, affiliate, other }]) => [
      currency,
      vendor.share + affiliate.share + other.share,
    ]),
  );
}

function paidOut(store: Call["store"], now: Instant): ReadonlyMap<string, number> {
  const paid = new Map<string, number>();
  for (const { currency, vendorCents, affiliateCents } of payoutsUntil(store, now)) {
    paid.set(currency, (paid.get(currency) ?? 0) + vendorCents + affiliateCents);
  }
  return paid;
}

function inAmounts(cents: ReadonlyMap<string, number>): Readonly<Record<string, string>> {
  return Object.fromEntries([...cents].map(([currency, amount]) => [currency, toAmount(amount)]));
}

function readDay({ args, clock }: Call, name: string): Instant | undefined {
  return readOptional(args, name, (argument) => asTime(argument, clock));
}

/** The start of the calendar period around a time. Weeks begin on Mondays. */
function startOf(period: Period, at: Instant): Instant {
  const [year = "", month = "", day = ""] = formatDate(at).split("-");
  const first = { year: `${year}-01-01`, quarter: `${year}-${quarterMonth(month)}-01`, month: `${year}-${month}-01` };
  const today = `${year}-${month}-${day}`;
  if (period === "week") {
    const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
    return weekday === 0 ? local(today) : (addInterval(local(today), `${weekday}_day`, -1) ?? at);
  }
  return local(period === "day" ? today : first[period]);
}

function quarterMonth(month: string): string {
  return String(Number(month) - ((Number(month) - 1) % 3)).padStart(2, "0");
}

function local(date: string): Instant {
  return parseLocalTime(date) ?? 0;
}

function endOfDay(at: Instant): Instant {
  return (addInterval(startOf("day", at), "1_day") ?? at) - 1;
}

/** All periods from one day to another, including those without sales; the first and last are cut to the requested days. */
function spansBetween(period: Period, from: Instant, to: Instant) {
  const interval = { day: "1_day", week: "1_week", month: "1_month", quarter: "3_month", year: "1_year" }[period];
  const spans: { name: string; start: Instant; last: Instant }[] = [];
  for (let start = startOf(period, from); start <= to; start = addInterval(start, interval) ?? to + 1) {
    const next = addInterval(start, interval) ?? to;
    spans.push({ name: formatDate(start), start: Math.max(start, from), last: Math.min(next - 1, to) });
  }
  return spans;
}
