import { compareText } from "../kit/compare-text.ts";
import { addMonths, formatDate, type Instant } from "../kit/time.ts";
import { asOneOf, readOptional } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { asTime } from "../wire/time-arguments.ts";
import { statsExpectedPayouts } from "./expected-payouts.ts";
import { endOfDay, PERIODS, spansBetween, startOf } from "./periods.ts";
import { noSums, sumsAnswer, sumTransactions } from "./sums.ts";

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

function readDay({ args, clock }: Call, name: string): Instant | undefined {
  return readOptional(args, name, (argument) => asTime(argument, clock));
}
