import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, formatDate } from "../../../../src/sandbox/kit/time.ts";
import { purchases } from "../../../../src/sandbox/ledger/purchase-records.ts";
import { transactions } from "../../../../src/sandbox/ledger/transaction-records.ts";
import { SALES_GROUPS } from "../../../../src/server/insights/sales/report-sales-tool.ts";
import { type Answer, type InsightShop, NOW, openInsightShop } from "../insight-shop.ts";

const SEEDS = [2, 19, 301];
const MAX_DAYS_AGO = 380;
const PRODUCTS = [12345, 67890, 24680, 13579];
let shops: readonly InsightShop[];

beforeAll(async () => {
  shops = await Promise.all(SEEDS.map((seed) => openInsightShop({ seed })));
});

afterAll(() => Promise.all(shops.map((shop) => shop.close())));

/** Net and own cents of each day's own sales, by the day in Germany. */
function centsBetween({ store }: InsightShop, from: string, to: string, products: readonly number[]) {
  let net = 0;
  let earned = 0;
  for (const one of transactions(store).byId.values()) {
    const day = formatDate(one.createdAt);
    const product = purchases(store).get(one.purchaseId)?.productId ?? 0;
    const isMeant = products.length === 0 || products.includes(product);
    if (day >= from && day <= to && one.role === "vendor" && one.payMethod !== "test" && isMeant) {
      net += one.amountCents;
      earned += one.earnedCents;
    }
  }
  return { net, earned };
}

const cents = (amount: unknown) => Math.round(Number(amount) * 100);

test("whatever is asked, totals and rows are those of the records", async () => {
  const question = fc.record({
    shop: fc.nat(SEEDS.length - 1),
    daysAgo: fc.integer({ min: 1, max: MAX_DAYS_AGO }),
    days: fc.integer({ min: 0, max: 120 }),
    by: fc.constantFrom(...SALES_GROUPS),
    compare: fc.constantFrom(undefined, "previous_period", "previous_year"),
    products: fc.subarray(PRODUCTS),
  });
  await fc.assert(
    fc.asyncProperty(question, async ({ shop: index, daysAgo, days, by, compare, products }) => {
      const shop = shops[index] as InsightShop;
      const start = addDays(NOW.getTime(), -daysAgo);
      const from = formatDate(start);
      const to = formatDate(Math.min(addDays(start, days), NOW.getTime()));
      const answer = await shop.ask("reportSales", {
        from,
        to,
        group_by: by,
        ...(compare && { compare }),
        ...(products.length > 0 && { product_ids: products.join(",") }),
      });
      const { net, earned } = centsBetween(shop, from, to, products);
      const { EUR = { net_gross: 0, own_earnings: 0 } } = answer["totals"];
      expect([cents(EUR.net_gross), cents(EUR.own_earnings)]).toEqual([net, earned]);
      const rows: readonly Answer[] = answer[`by_${by}`];
      expect(rows.reduce((sum, row) => sum + cents(row["net_gross"]), 0)).toBe(net);
      if (compare) {
        const before = answer["compared_with"];
        const earlier = centsBetween(shop, before.from.slice(0, 10), before.to.slice(0, 10), products);
        expect(rows.reduce((sum, row) => sum + cents(row["net_gross_before"]), 0)).toBe(earlier.net);
      }
      expect(JSON.stringify(answer).length).toBeLessThanOrEqual(8000);
    }),
    { numRuns: 60 },
  );
});
