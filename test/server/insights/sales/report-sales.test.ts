import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatDate, formatTime, parseLocalTime } from "../../../../src/sandbox/kit/time.ts";
import { buyerOf } from "../../../../src/sandbox/ledger/buyer-records.ts";
import { purchases } from "../../../../src/sandbox/ledger/purchase-records.ts";
import { type Transaction, transactions } from "../../../../src/sandbox/ledger/transaction-records.ts";
import { SANDBOX_KEYS } from "../../../../src/sandbox/wire/keys.ts";
import { SALES_GROUPS } from "../../../../src/server/insights/sales/report-sales-tool.ts";
import { READ_KEY } from "../../../support/sandbox.ts";
import { type Answer, type InsightShop, NOW, openInsightShop } from "../insight-shop.ts";

let shop: InsightShop;

beforeAll(async () => {
  shop = await openInsightShop();
});

afterAll(() => shop.close());

/** The shop's own sales of a period, read from its records. */
function salesOf({ store }: InsightShop, from: string, to: string): readonly Transaction[] {
  const [start = 0, end = 0] = [from, to].map(parseLocalTime);
  return [...transactions(store).byId.values()].filter(({ createdAt, role, payMethod, type }) => {
    const isIn = createdAt >= start && createdAt < end + 1000;
    return isIn && role === "vendor" && payMethod !== "test" && type !== "refund_request";
  });
}

function sumOf(found: readonly Transaction[]) {
  const cents = (pick: (transaction: Transaction) => number) =>
    (found.reduce((sum, one) => sum + pick(one), 0) / 100).toFixed(2);
  const ofType = (type: string) => (one: Transaction) => (one.type === type ? one.amountCents : 0);
  const count = (type: string) => found.filter((one) => one.type === type).length;
  return {
    payments: count("payment"),
    paid: cents(ofType("payment")),
    refunds: count("refund"),
    refunded: cents(ofType("refund")),
    chargebacks: count("chargeback"),
    charged_back: cents(ofType("chargeback")),
    net_gross: cents(({ amountCents }) => amountCents),
    vat: cents(({ vatCents }) => vatCents),
    own_earnings: cents(({ earnedCents }) => earnedCents),
  };
}

function placedIn({ store }: InsightShop, from: string, to: string) {
  return [...purchases(store).values()].filter(({ createdAt, role, isTest }) => {
    const at = formatTime(createdAt);
    return at >= from && at <= to && role === "vendor" && !isTest;
  });
}

function newBuyersOf(found: InsightShop, from: string, to: string): number {
  const buyers = placedIn(found, from, to).map((purchase) => buyerOf(found.store, purchase));
  return new Set(buyers.filter(({ createdAt }) => formatTime(createdAt) >= from).map(({ id }) => id)).size;
}

describe("the totals", () => {
  test.each([
    ["2026-11-01", "2026-11-28", 24],
    ["2026-10-01", "2026-10-31", 7],
    ["2026-03-28", "2026-03-30", 99],
    ["2025-12-01", "2026-11-29", 3],
    ["2026-01-31", "2026-02-28", 11],
  ])("of %s to %s, seed %i, are what the shop's records sum up to", async (from, to, seed) => {
    const own = await openInsightShop({ seed });
    const [start, end] = [`${from} 00:00:00`, to === "2026-11-29" ? formatTime(NOW.getTime()) : `${to} 23:59:59`];
    const { _complete, totals } = await own.ask("reportSales", { from, to });
    await own.close();
    expect(_complete).toBe(true);
    expect(totals).toEqual({
      EUR: {
        ...sumOf(salesOf(own, start, end)),
        orders: placedIn(own, start, end).length,
        new_buyers: newBuyersOf(own, start, end),
      },
    });
  });

  test("agree with Digistore24's statistics, which count test payments too", async () => {
    const range = { from: "2026-09-01", to: "2026-10-31" };
    const { totals, left_out } = await shop.ask("reportSales", range);
    const { amounts } = await shop.ask("statsSales", { ...range, period: "month" });
    const cents = (text: string) => Math.round(Number(text) * 100);
    const stated = (name: string) => amounts.EUR.reduce((sum: number, row: Answer) => sum + cents(row[name]), 0);
    const tests = [...transactions(shop.store).byId.values()].filter(({ payMethod, createdAt, role }) => {
      const day = formatDate(createdAt);
      return payMethod === "test" && role === "vendor" && day >= range.from && day <= range.to;
    });
    const ofTests = (pick: (one: Transaction) => number) => tests.reduce((sum, one) => sum + pick(one), 0);
    expect(left_out.test_transactions).toBe(tests.length);
    expect(tests.length).toBeGreaterThan(0);
    expect(cents(totals.EUR.net_gross) + ofTests(({ amountCents }) => amountCents)).toBe(
      stated("vendor_brutto_amount"),
    );
    expect(cents(totals.EUR.own_earnings) + ofTests(({ earnedCents }) => earnedCents)).toBe(
      stated("vendor_share_amount"),
    );
  });

  test("of no data say so", async () => {
    const { totals, notes, _complete } = await shop.ask("reportSales", { from: "2019-01-01", to: "2019-12-31" });
    expect({ totals, notes, _complete }).toEqual({
      totals: {},
      notes: ["Nothing was sold in this period."],
      _complete: true,
    });
  });

  test("of one order", async () => {
    const { totals } = await shop.ask("reportSales", { from: "2026-03-14 09:00:00", to: "2026-03-14 10:00:00" });
    expect(totals.EUR).toMatchObject({ payments: 1, paid: "199.00", orders: 1, new_buyers: 1 });
  });

  test("of some products leave out all others", async () => {
    const { totals } = await shop.ask("reportSales", { from: "2026-09-01", product_ids: "12345, 24680" });
    const of = (id: number) => (one: Transaction) => purchases(shop.store).get(one.purchaseId)?.productId === id;
    const found = salesOf(shop, "2026-09-01 00:00:00", formatTime(NOW.getTime()));
    expect(totals.EUR).toMatchObject(sumOf(found.filter((one) => of(12345)(one) || of(24680)(one))));
  });

  test("count a refund when it was booked, not when its order was placed", async () => {
    const refund = [...transactions(shop.store).byId.values()].find(
      ({ type, role, purchaseId, createdAt }) =>
        type === "refund" &&
        role === "vendor" &&
        createdAt - (purchases(shop.store).get(purchaseId)?.createdAt ?? 0) > 86_400_000,
    );
    const at = formatTime(refund?.createdAt ?? 0);
    const { totals } = await shop.ask("reportSales", { from: at, to: at });
    expect(totals.EUR).toMatchObject({ refunds: 1, orders: 0 });
  });
});

describe.each([...SALES_GROUPS])("by %s", (by) => {
  test.each([undefined, "previous_period", "previous_year"])(
    "compared with %s, the rows sum up to the totals",
    async (compare) => {
      const args = { from: "2026-10-01", to: "2026-10-31", group_by: by, ...(compare && { compare }) };
      const answer = await shop.ask("reportSales", args);
      const rows: readonly Answer[] = answer[`by_${by}`];
      const { EUR: total } = answer["totals"];
      const sum = (name: string) =>
        (rows.reduce((all, row) => all + Math.round(Number(row[name]) * 100), 0) / 100).toFixed(2);
      expect(JSON.stringify(answer).length).toBeLessThanOrEqual(8000);
      expect(sum("net_gross")).toBe(total.net_gross);
      expect(sum("vat")).toBe(total.vat);
      expect(sum("own_earnings")).toBe(total.own_earnings);
      expect(rows.reduce((all, row) => all + row["payments"], 0)).toBe(total.payments);
      expect(rows.reduce((all, row) => all + row["orders"], 0)).toBe(total.orders);
      expect(total.before !== undefined).toBe(compare !== undefined);
      if (compare) {
        expect(sum("net_gross_before")).toBe(total.before.net_gross);
      }
    },
  );
});

test("groups by the product of the order", async () => {
  const { by_product: rows } = await shop.ask("reportSales", {
    from: "2026-10-01",
    to: "2026-10-31",
    group_by: "product",
  });
  const found = salesOf(shop, "2026-10-01 00:00:00", "2026-10-31 23:59:59");
  const ids = found.map(({ purchaseId }) => String(purchases(shop.store).get(purchaseId)?.productId));
  expect(rows.map((row: Answer) => row["product_id"]).sort()).toEqual([...new Set(ids)].sort());
  expect(rows[0]).toMatchObject({ product: "Online-Kurs Zeitmanagement", currency: "EUR" });
});

test("groups by the German day, over the end of summer time", async () => {
  const { by_day: rows } = await shop.ask("reportSales", { from: "2026-10-23", to: "2026-10-27", group_by: "day" });
  const found = salesOf(shop, "2026-10-23 00:00:00", "2026-10-27 23:59:59");
  const days = [...new Set(found.map(({ createdAt }) => formatDate(createdAt)))].sort();
  expect(rows.map((row: Answer) => row["day"])).toEqual(days);
});

test("begins weeks on Monday and puts a week next to the same one of the earlier period", async () => {
  const { by_week: rows } = await shop.ask("reportSales", {
    from: "2026-11-02",
    to: "2026-11-15",
    group_by: "week",
    compare: "previous_period",
  });
  const weeks = ["2026-10-19", "2026-10-26"].map((monday) => {
    const sunday = formatDate((parseLocalTime(monday) ?? 0) + 6.5 * 86_400_000);
    return sumOf(salesOf(shop, `${monday} 00:00:00`, `${sunday} 23:59:59`)).net_gross;
  });
  expect(rows.map((row: Answer) => [row["week"], row["net_gross_before"]])).toEqual([
    ["2026-11-02", weeks[0]],
    ["2026-11-09", weeks[1]],
  ]);
});

test("labels are German on request", async () => {
  const args = { from: "2026-09-01", language: "de" };
  const { by_plan: plans } = await shop.ask("reportSales", { ...args, group_by: "plan" });
  const { by_country: countries } = await shop.ask("reportSales", { ...args, group_by: "country" });
  expect(plans.map((row: Answer) => row["plan"])).toContain("Abonnement 19.90 EUR monatlich");
  expect(countries.map((row: Answer) => row["label"])).toContain("Deutschland");
});

describe("keys and failures", () => {
  test("a read-only key is enough", async () => {
    expect(await shop.ask("reportSales", {}, READ_KEY)).toEqual(await shop.ask("reportSales"));
  });

  test("an account that is only an affiliate learns where its earnings are", async () => {
    const { totals, notes } = await shop.ask("reportSales", { from: "start" }, SANDBOX_KEYS.affiliate);
    expect(totals).toEqual({});
    expect(notes).toEqual([
      "This account sold nothing of its own here: listCommissions shows what it earned on sales of other vendors.",
    ]);
  });

  test("a wrong key is reported as such", async () => {
    expect(await shop.fail("reportSales", {}, "100001-WRONGKEYWRONGKEY")).toMatch(
      /^reportSales: (listTransactions|listPurchases): .*API key/i,
    );
  });

  test("a failure of the API names the function that failed", async () => {
    await shop.sandbox.setFaults([{ kind: "status-500", functions: ["listBuyers"] }]);
    const text = await shop.fail("reportSales");
    await shop.sandbox.setFaults([]);
    expect(text).toMatch(/^reportSales: listBuyers: /);
  });

  test("there is nothing to compare the whole time with", async () => {
    const text = await shop.fail("reportSales", { from: "start", compare: "previous_period" });
    expect(text).toContain("There is nothing before start to compare with");
  });

  test("a product id that is not a number is refused", async () => {
    expect(await shop.fail("reportSales", { product_ids: "12345,abc" })).toContain(
      'must be numbers separated by commas, got "abc"',
    );
  });

  test("a wrong time is refused before anything is read", async () => {
    const before = await shop.sandbox.requests();
    expect(await shop.fail("reportSales", { from: "last week" })).toContain("from must be a time such as");
    expect(await shop.sandbox.requests()).toEqual(before);
  });
});
