import { describe, expect, test } from "vitest";
import { formatTime } from "../../../../src/sandbox/kit/time.ts";
import { purchases } from "../../../../src/sandbox/ledger/purchase-records.ts";
import { type Transaction, transactions } from "../../../../src/sandbox/ledger/transaction-records.ts";
import { SANDBOX_KEYS } from "../../../../src/sandbox/wire/keys.ts";
import { READ_KEY } from "../../../support/sandbox.ts";
import { type InsightShop, openInsightShop } from "../insight-shop.ts";

async function withShop(
  options: Parameters<typeof openInsightShop>[0],
  run: (shop: InsightShop) => Promise<void>,
): Promise<void> {
  const shop = await openInsightShop(options);
  await run(shop).finally(shop.close);
}

function bookedIn({ store }: InsightShop, from: string, to: string): readonly Transaction[] {
  return [...transactions(store).byId.values()].filter(({ createdAt, role, payMethod, type }) => {
    const at = formatTime(createdAt);
    return at >= from && at <= to && role === "vendor" && payMethod !== "test" && type !== "refund_request";
  });
}

function expected(shop: InsightShop, from: string, to: string) {
  const found = bookedIn(shop, from, to);
  const sum = (pick: (one: Transaction) => number) => (found.reduce((all, one) => all + pick(one), 0) / 100).toFixed(2);
  const placed = [...purchases(shop.store).values()].filter(({ createdAt, role, isTest }) => {
    const at = formatTime(createdAt);
    return at >= from && at <= to && role === "vendor" && !isTest;
  });
  const sums = {
    net_gross: sum(({ amountCents }) => amountCents),
    vat: sum(({ vatCents }) => vatCents),
    own_earnings: sum(({ earnedCents }) => earnedCents),
  };
  return { orders: placed.length, sales: found.length === 0 ? {} : { EUR: expect.objectContaining(sums) } };
}

describe("the sales", () => {
  test.each([
    // In Germany 2026-11-29 07:00:00.
    {
      seed: 24,
      now: "2026-11-29T06:00:00Z",
      today: "2026-11-29",
      yesterday: "2026-11-28",
      month: "2026-11",
      time: "07:00:00",
      before: "2026-10",
    },
    {
      seed: 3,
      now: "2026-07-15T20:30:00Z",
      today: "2026-07-15",
      yesterday: "2026-07-14",
      month: "2026-07",
      time: "22:30:00",
      before: "2026-06",
    },
    // Still September in UTC.
    {
      seed: 9,
      now: "2026-09-30T22:30:00Z",
      today: "2026-10-01",
      yesterday: "2026-09-30",
      month: "2026-10",
      time: "00:30:00",
      before: "2026-09",
    },
  ])("of seed $seed at $now are those of the shop's records", ({ seed, now, today, yesterday, month, time, before }) =>
    withShop({ seed, now: new Date(now) }, async (shop) => {
      const { yesterday: day, this_month: current, last_month: last } = await shop.ask("briefShop");
      expect(day).toEqual({ date: yesterday, ...expected(shop, `${yesterday} 00:00:00`, `${yesterday} 23:59:59`) });
      const until = `${today} ${time}`;
      expect(current).toEqual({
        from: `${month}-01 00:00:00`,
        to: until,
        ...expected(shop, `${month}-01 00:00:00`, until),
      });
      const same = `${before}${today.slice(7)} ${time}`;
      expect(last).toEqual({
        from: `${before}-01 00:00:00`,
        to: same,
        ...expected(shop, `${before}-01 00:00:00`, same),
      });
    }),
  );
});

test("refund requests are those after which nothing was paid back", () =>
  withShop({}, async (shop) => {
    const { refund_requests: found } = await shop.ask("briefShop");
    const all = bookedRequests(shop);
    expect(found.count).toBe(all.length);
    expect(found.oldest.map(({ order_id }: { order_id: string }) => order_id)).toEqual(all.slice(0, 5));
  }));

function bookedRequests({ store }: InsightShop): readonly string[] {
  const all = [...transactions(store).byId.values()].filter(
    ({ role, payMethod }) => role === "vendor" && payMethod !== "test",
  );
  const since = "2026-09-30";
  return all
    .filter(({ type, createdAt }) => type === "refund_request" && formatTime(createdAt) >= since)
    .filter(({ purchaseId, createdAt }) =>
      all.every((one) => one.purchaseId !== purchaseId || one.createdAt < createdAt || one.amountCents >= 0),
    )
    .toSorted((a, b) => a.createdAt - b.createdAt)
    .map(({ purchaseId }) => purchaseId);
}

test("what waits is what the lists of the API hold, and is named first", () =>
  withShop({}, async (shop) => {
    const brief = await shop.ask("briefShop");
    const { delivery } = await shop.ask("listDeliveries", { search: { is_processed: false, from: "2000-01-01" } });
    const { items: proofs } = await shop.ask("listServiceProofRequests", { search: { request_status: "pending" } });
    const { future_amounts: payouts } = await shop.ask("statsExpectedPayouts");
    const open = await shop.ask("reportOpenPayments");
    const live = delivery.filter(({ is_test_order: isTest }: { is_test_order: string }) => isTest === "N");
    expect(brief["deliveries_to_send"].count).toBe(live.length);
    expect(brief["service_proofs_waiting"].count).toBe(proofs.length);
    expect(brief["overdue_payments"]).toEqual(open["totals"]);
    const [day = ""] = Object.keys(payouts);
    expect(brief["expected_payouts"][day].EUR).toEqual({
      amount: payouts[day].EUR.amount,
      reaches_payout_threshold: true,
    });
    expect(brief["needs_seller"]).toEqual([
      `Answer ${proofs.length} service proof requests: each has a due date.`,
      `Decide on ${brief["refund_requests"].count} refund requests.`,
      `Send ${live.length} deliveries.`,
      `Follow up on ${open["totals"].EUR.orders} orders behind with payments.`,
    ]);
  }));

test("a read-only key is enough, and German is spoken on request", () =>
  withShop({}, async (shop) => {
    const { needs_seller: sentences } = await shop.ask("briefShop", { language: "de" }, READ_KEY);
    expect(sentences[0]).toMatch(/^\d+ Leistungsnachweise? erbringen: Jede Anfrage hat eine Frist\.$/);
  }));

test("an account that is only an affiliate has no sales of its own", () =>
  withShop({}, async (shop) => {
    const { _complete, this_month: month } = await shop.ask("briefShop", {}, SANDBOX_KEYS.affiliate);
    expect(_complete).toBe(true);
    expect(month).toMatchObject({ orders: 0, sales: {} });
  }));

test("a failure of the API in the middle is an error that names the function", () =>
  withShop({}, async (shop) => {
    await shop.sandbox.setFaults([{ kind: "status-500", functions: ["listDeliveries"] }]);
    expect(await shop.fail("briefShop")).toMatch(/^briefShop: listDeliveries: /);
  }));
