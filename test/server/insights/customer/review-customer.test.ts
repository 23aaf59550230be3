import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buyerOf } from "../../../../src/sandbox/ledger/buyer-records.ts";
import { purchases } from "../../../../src/sandbox/ledger/purchase-records.ts";
import { transactionsOf } from "../../../../src/sandbox/ledger/transaction-records.ts";
import { SANDBOX_KEYS } from "../../../../src/sandbox/wire/keys.ts";
import { READ_KEY } from "../../../support/sandbox.ts";
import { type Answer, type InsightShop, openInsightShop } from "../insight-shop.ts";

let shop: InsightShop;

beforeAll(async () => {
  shop = await openInsightShop();
});

afterAll(() => shop.close());

const JONAS = { buyer_id: "880002" };

test.each([7, 24, 99])("sums up what the records of seed %i hold of each of the first customers", async (seed) => {
  const own = await openInsightShop({ seed });
  const live = [...purchases(own.store).values()].filter(({ role, isTest }) => role === "vendor" && !isTest);
  const buyerIds = [...new Set(live.map((purchase) => buyerOf(own.store, purchase).id))].slice(0, 8);
  for (const id of buyerIds) {
    const orders = live.filter((purchase) => buyerOf(own.store, purchase).id === id);
    const answer = await own.ask("reviewCustomer", { buyer_id: String(id) });
    for (const currency of new Set(orders.map((order) => order.currency))) {
      const sales = orders
        .filter((order) => order.currency === currency)
        .flatMap((order) => transactionsOf(own.store, order.id).filter(({ type }) => type !== "refund_request"));
      const net = sales.reduce((sum, { amountCents }) => sum + amountCents, 0);
      expect(answer["totals"][currency].net_gross).toBe((net / 100).toFixed(2));
    }
    expect(answer["orders"].map((row: Answer) => row["order_id"]).sort()).toEqual(orders.map(({ id }) => id).sort());
  }
  await own.close();
});

describe("a customer", () => {
  test.each([{ order_id: "P4W8ZT3B" }, { email: "Jonas.Muster@EXAMPLE.com" }, JONAS])(
    "is the same by %j",
    async (args) => {
      const answer = await shop.ask("reviewCustomer", args);
      expect(answer["_complete"]).toBe(true);
      expect(answer["customer"]).toMatchObject({ buyer_ids: ["880002"], email: "jonas.muster@example.com" });
      expect(answer["running_subscriptions"][0]).toMatchObject({ order_id: "P4W8ZT3B", next_payment_at: "2026-12-05" });
    },
  );

  test("without a full key lacks the invoices, and the answer says why", async () => {
    const answer = await shop.ask("reviewCustomer", JONAS, READ_KEY);
    expect(answer["_complete"]).toBe(false);
    expect(answer["orders"]).toHaveLength(1);
    expect(answer["notes"].join()).toContain("Missing: invoices. listInvoices");
  });

  test("is still shown if the deliveries cannot be read", async () => {
    await shop.sandbox.setFaults([{ kind: "status-500", functions: ["listDeliveries"] }]);
    const answer = await shop.ask("reviewCustomer", JONAS);
    await shop.sandbox.setFaults([]);
    expect(answer["_complete"]).toBe(false);
    expect(answer["totals"].EUR.orders).toBe(1);
    expect(answer["notes"].join()).toContain("Missing: deliveries.");
  });
});

test("several people are listed, and nothing else is read", async () => {
  const before = (await shop.sandbox.requests())["listDeliveries"];
  const answer = await shop.ask("reviewCustomer", { email: "example.com" });
  expect(answer["matches"]).toBeGreaterThan(1);
  expect(answer["customer"]).toBeUndefined();
  expect(JSON.stringify(answer).length).toBeLessThanOrEqual(8000);
  expect((await shop.sandbox.requests())["listDeliveries"]).toBe(before);
});

test.each([{}, { email: "a@example.com", name: "Erika" }])("%j is refused", async (args) => {
  expect(await shop.fail("reviewCustomer", args)).toContain("Give exactly one of email, buyer_id, order_id, name");
});

test("several order ids at once are refused", async () => {
  expect(await shop.fail("reviewCustomer", { order_id: "P4W8ZT3B,K7M2QX9A" })).toContain("must be a single id");
});

test("an unknown order is not found", async () => {
  expect(await shop.fail("reviewCustomer", { order_id: "NOPE1234" })).toContain("this account has no order NOPE1234");
});

test("a name that nobody has matches no order", async () => {
  expect((await shop.ask("reviewCustomer", { name: "Nobody Atall" }))["notes"]).toEqual(["No order matches."]);
});

test("an affiliate has no customers of its own", async () => {
  const answer = await shop.ask("reviewCustomer", { email: "example.com" }, SANDBOX_KEYS.affiliate);
  expect(answer["people"]).toEqual([]);
  expect(answer["notes"].join()).toContain("other vendors");
});

test("personal data is masked on request", async () => {
  const masked = await openInsightShop({ env: { DIGISTORE24_MASK_PERSONAL_DATA: "true" } });
  const text = JSON.stringify(await masked.ask("reviewCustomer", JONAS));
  await masked.close();
  expect(text).not.toMatch(/jonas|muster@/i);
});
