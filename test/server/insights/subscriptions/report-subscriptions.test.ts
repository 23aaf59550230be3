import { describe, expect, test } from "vitest";
import { changesUntil } from "../../../../src/sandbox/billing/rebilling-changes.ts";
import { formatTime } from "../../../../src/sandbox/kit/time.ts";
import { type Purchase, purchases } from "../../../../src/sandbox/ledger/purchase-records.ts";
import { SANDBOX_KEYS } from "../../../../src/sandbox/wire/keys.ts";
import { lifetimesOf } from "../../../../src/server/insights/subscriptions/lifetimes.ts";
import { toSubscription } from "../../../../src/server/insights/subscriptions/subscription.ts";
import { READ_KEY } from "../../../support/sandbox.ts";
import { type Answer, type InsightShop, NOW, openInsightShop } from "../insight-shop.ts";

const cents = (amount: string) => Math.round(Number(amount) * 100);

/** The subscriptions of the shop's own live sales. */
function subscriptionsIn({ store }: InsightShop): readonly Purchase[] {
  return [...purchases(store).values()].filter(
    ({ billingType, role, isTest }) => billingType === "subscription" && role === "vendor" && !isTest,
  );
}

/** Whether a subscription was active at the end of a second, from the records alone. */
function wasActive({ store }: InsightShop, { id, createdAt }: Purchase, at: string): boolean {
  const changes = changesUntil(store, NOW.getTime()).filter((change) => change.purchaseId === id);
  const before = changes.filter((change) => formatTime(change.at) <= at && change.type !== "last_paid_day");
  return formatTime(createdAt) <= at && before.at(-1)?.type !== "rebill_cancelled";
}

function monthly({ otherCents, otherInterval }: Purchase): number {
  return otherInterval === "12_month" ? Math.round(otherCents / 12) : otherCents;
}

async function withShop(seed: number, run: (shop: InsightShop) => Promise<void>): Promise<void> {
  const shop = await openInsightShop({ seed });
  await run(shop).finally(shop.close);
}

describe("the balance", () => {
  test.each([
    [24, "2026-10-01", "2026-10-31"],
    [5, "2026-02-28", "2026-03-31"],
    [77, "2026-10-24", "2026-10-26"],
    [8, "2025-12-01", "2026-11-28"],
  ])("of seed %i from %s to %s is that of the shop's records", (seed, from, to) =>
    withShop(seed, async (shop) => {
      const { totals, _complete } = await shop.ask("reportSubscriptions", { from, to });
      const all = subscriptionsIn(shop);
      const [before, end] = [`${from} 00:00:00`, `${to} 23:59:59`];
      // The second before the period.
      const started = all.filter((one) => formatTime(one.createdAt) < before && wasActive(shop, one, before));
      const atEnd = all.filter((one) => wasActive(shop, one, end));
      const placed = all.filter(({ createdAt }) => formatTime(createdAt) >= before && formatTime(createdAt) <= end);
      const sum = (found: readonly Purchase[]) => found.reduce((total, one) => total + monthly(one), 0);
      const { EUR } = totals;
      expect(_complete).toBe(true);
      expect(EUR.active_at_start).toBe(started.length);
      expect(EUR.active_at_end).toBe(atEnd.length);
      expect(EUR.new).toBe(placed.length);
      expect(cents(EUR.monthly_revenue_at_start)).toBe(sum(started));
      expect(cents(EUR.monthly_revenue_at_end)).toBe(sum(atEnd));
      const stayed = new Set(atEnd);
      const gone = started.filter((one) => !stayed.has(one)).length;
      expect(EUR.churn_percent).toBe(Math.round((gone / started.length) * 1000) / 10);
    }),
  );

  test("of each month begins where the one before ended, and adds up", () =>
    withShop(24, async (shop) => {
      const months = [
        ["2026-08-01", "2026-08-31"],
        ["2026-09-01", "2026-09-30"],
        ["2026-10-01", "2026-10-31"],
      ];
      const answers: Answer[] = [];
      for (const [from, to] of months) {
        answers.push((await shop.ask("reportSubscriptions", { from, to }))["totals"].EUR);
      }
      for (const [index, one] of answers.entries()) {
        const { active_at_start: start, new: added, resumed, cancelled, ended, active_at_end: end } = one;
        expect(start + added + resumed - cancelled - ended).toBe(end);
        const moved = cents(one["monthly_revenue_won"]) - cents(one["monthly_revenue_lost"]);
        expect(cents(one["monthly_revenue_at_start"]) + moved).toBe(cents(one["monthly_revenue_at_end"]));
        const next = answers[index + 1];
        expect(next?.["active_at_start"] ?? end).toBe(end);
        expect(next?.["monthly_revenue_at_start"] ?? one["monthly_revenue_at_end"]).toBe(one["monthly_revenue_at_end"]);
      }
    }));

  test("of the products adds up to the total", () =>
    withShop(24, async (shop) => {
      const { totals, by_product: rows } = await shop.ask("reportSubscriptions");
      for (const name of ["active_at_start", "new", "cancelled", "active_at_end"]) {
        expect(rows.reduce((sum: number, row: Answer) => sum + row[name], 0)).toBe(totals.EUR[name]);
      }
    }));
});

test("some products leave out all others", () =>
  withShop(24, async (shop) => {
    const { by_product: all } = await shop.ask("reportSubscriptions");
    const { by_product: rows, totals, lost } = await shop.ask("reportSubscriptions", { product_ids: "12345, 4711" });
    const expected = all.filter((row: Answer) => row["product_id"] === "12345");
    expect(all.length).toBeGreaterThan(1);
    expect(rows).toEqual(expected);
    expect(totals.EUR.active_at_end).toBe(expected[0].active_at_end);
    for (const { order_id: id } of lost) {
      expect(purchases(shop.store).get(id)?.productId).toBe(12345);
    }
  }));

test("the lost subscriptions are those that were cancelled in the period, with what they were worth", () =>
  withShop(24, async (shop) => {
    const { lost } = await shop.ask("reportSubscriptions", { from: "2026-11-01", to: "2026-11-28" });
    const own = new Set(subscriptionsIn(shop).map(({ id }) => id));
    const cancelled = changesUntil(shop.store, NOW.getTime()).filter(({ at, type, purchaseId }) => {
      const time = formatTime(at);
      return type === "rebill_cancelled" && own.has(purchaseId) && time >= "2026-11-01" && time < "2026-11-29";
    });
    expect(lost.map((row: Answer) => [row["order_id"], row["cancelled"]]).sort()).toEqual(
      cancelled.map(({ purchaseId, at }) => [purchaseId, formatTime(at).slice(0, 10)]).sort(),
    );
    const [row] = lost;
    const order = purchases(shop.store).get(row.order_id);
    expect(cents(row.amount)).toBe(order?.otherCents);
    expect(row.buyer_id).toBe(String(order?.buyerId));
  }));

test("instalments, test orders and sales of other vendors are left out and counted", () =>
  withShop(24, async (shop) => {
    const { left_out: leftOut } = await shop.ask("reportSubscriptions");
    const all = [...purchases(shop.store).values()];
    const count = (isOne: (one: Purchase) => boolean) => all.filter(isOne).length;
    expect(leftOut).toEqual({
      test_orders: count((one) => one.billingType === "subscription" && one.role === "vendor" && one.isTest),
      orders_of_other_vendors: count((one) => one.billingType === "subscription" && one.role !== "vendor"),
      instalment_orders: count((one) => one.billingType === "installment" && one.role === "vendor" && !one.isTest),
    });
  }));

test("a read-only key is enough, labels are German on request, and no buyer is named", () =>
  withShop(24, async (shop) => {
    const answer = await shop.ask("reportSubscriptions", { language: "de" }, READ_KEY);
    expect(answer["lost"][0].interval).toMatch(/^(monatlich|alle 12 Monate)$/);
    expect(JSON.stringify(answer)).not.toContain("@");
  }));

test("an account that is only an affiliate has none of its own", () =>
  withShop(24, async (shop) => {
    const { totals, notes } = await shop.ask("reportSubscriptions", {}, SANDBOX_KEYS.affiliate);
    expect({ totals, notes }).toEqual({
      totals: {},
      notes: ["This account had sold no subscriptions of its own by the end of this period."],
    });
  }));

describe("a lifetime", () => {
  const order = (status: string, interval = "1_month", amount = "12.00") =>
    toSubscription({
      id: "A",
      created_at: "2026-01-10 10:00:00",
      other_amounts: amount,
      other_billing_intervals: interval,
      billing_status: status,
    });
  const change = (day: string, type: string) => ({ orderId: "A", at: `2026-${day} 00:00:00`, type });
  const stepsOf = (status: string, ...changes: ReturnType<typeof change>[]) =>
    lifetimesOf([order(status)], changes).known.map(({ steps }) => steps.map(({ kind }) => kind).join(" "));

  test.each([
    ["paying", [], "new"],
    ["aborted", [change("03-01", "rebill_cancelled"), change("04-01", "last_paid_day")], "new cancelled"],
    ["paying", [change("04-01", "rebill_resumed"), change("03-01", "rebill_cancelled")], "new cancelled resumed"],
    ["completed", [change("05-01", "last_paid_day")], "new ended"],
    ["paying", [change("02-01", "rebill_resumed")], "new"],
    // The paid time may also run out because a payment is late.
    ["paying", [change("04-01", "last_paid_day")], "new"],
    ["unpaid", [change("04-01", "last_paid_day")], "new"],
    ["aborted", [change("04-01", "last_paid_day"), change("06-01", "rebill_cancelled")], "new cancelled"],
    ["completed", [change("04-01", "last_paid_day"), change("06-01", "last_paid_day")], "new ended"],
    ["paying", [change("04-01", "last_paid_day"), change("06-01", "rebill_resumed")], "new ended resumed"],
  ] as const)("%s with %j", (status, changes, steps) => {
    expect(stepsOf(status, ...changes)).toEqual([steps]);
  });

  test("that is over without any change has no known end", () => {
    expect(lifetimesOf([order("aborted")], [])).toEqual({ known: [], endUnknown: 1 });
  });

  test.each([
    ["1_month", 1200],
    ["12_month", 100],
    ["1_year", 100],
    ["3_month", 400],
    ["1_week", 5200],
    ["1_day", 36_500],
    ["sometimes", undefined],
  ])("an amount of 12.00 for %s is %s cents a month", (interval, expected) => {
    expect(order("paying", interval).monthlyCents).toBe(expected);
  });
});
