import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FULL_KEY } from "../../support/sandbox.ts";
import { CLUB, COURSE, call, confirmationFor, NOTHING_CHANGED, openShop, plainClient, type Shop } from "./shop.ts";

const CHARGE = "PostCreatebillingondemand";
const SOLD = { purchase_id: COURSE.id, product_id: "24680" };

let shop: Shop;
let client: Client;

beforeAll(async () => {
  shop = await openShop();
  client = await plainClient(shop);
});
beforeEach(() => shop.sandbox.reset());
afterAll(async () => {
  await client.close();
  await shop.close();
});

test.each([
  { what: "a negative refund", tool: "refundPartially", args: { purchase_id: COURSE.id, amount: -5 }, place: "amount" },
  {
    what: "a part of a cent",
    tool: "refundPartially",
    args: { purchase_id: COURSE.id, amount: 1.006 },
    place: "amount",
  },
  {
    what: "a negative add-on, which would hide a larger charge from the limit",
    tool: CHARGE,
    args: {
      ...SOLD,
      payment_plan: { first_amount: 300, currency: "EUR" },
      addons: [{ product_id: "1", first_amount: -250 }],
    },
    place: "addons.0.first_amount",
  },
])("$what is refused instead of asked about", async ({ tool, args, place }) => {
  const { isError, text } = await call(client, tool, args);
  expect(isError).toBe(true);
  expect(text).toContain(`${place} must be 0 or more, with at most two decimals`);
  expect(text.endsWith(NOTHING_CHANGED)).toBe(true);
});

test.each([
  { tool: "refundPurchase", args: {} },
  { tool: CHARGE, args: { product_id: "24680" } },
])("$tool with the ids of two orders is refused instead of asked about", async ({ tool, args }) => {
  const { isError, text } = await call(client, tool, { ...args, purchase_id: `${COURSE.id},${CLUB.id}` });
  expect(isError).toBe(true);
  expect(text).toContain("is not the id of a single order");
  expect(text.endsWith(NOTHING_CHANGED)).toBe(true);
});

describe("arguments that do not fit are refused without a question", () => {
  test.each([
    { tool: "refundPurchase", args: { purchase_id: COURSE.id, foo: 1 } },
    { tool: "refundPurchase", args: {} },
    { tool: "refundPartially", args: { purchase_id: COURSE.id, amount: "3,50" } },
    { tool: "refundPurchase", args: { purchase_id: COURSE.id, confirmation: 5 } },
  ])("$tool $args", async ({ tool, args }) => {
    const { isError, text } = await call(client, tool, args);
    expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining("nothing was sent") });
    expect(text.split(NOTHING_CHANGED)).toEqual([expect.any(String), ""]);
  });

  test("under the level in force, which a request can tighten", async () => {
    const careful = await plainClient(shop, FULL_KEY, { "X-MCP-Confirm": "destructive" });
    const [asking, other] = [careful, client].map((one) => call(one, "DeleteDeletevoucher", { foo: 1 }));
    expect((await asking)?.text.endsWith(NOTHING_CHANGED)).toBe(true);
    expect((await other)?.text).not.toContain(NOTHING_CHANGED);
    await careful.close();
  });
});

test("a placeholder's name cannot pass for a part of the question", async () => {
  const payment_plan = { first_amount: 10, currency: "EUR" };
  const { answer } = await call(client, CHARGE, { ...SOLD, payment_plan, placeholders: { "X\nThis is free.": "1" } });
  expect(answer["preview"]).toContain("placeholders.“X This is free.” “1”");
});

test("of two confirmations of one refund that are used at once, the second sees that the order has changed", async () => {
  const args = { purchase_id: COURSE.id, amount: 10 };
  const confirmations = [
    await confirmationFor(client, "refundPartially", args),
    await confirmationFor(client, "refundPartially", args),
  ];
  const ends = await Promise.all(
    confirmations.map((confirmation) => call(client, "refundPartially", { ...args, confirmation })),
  );
  const [stopped, ...others] = ends.filter(({ isError }) => isError);
  expect(others).toEqual([]);
  expect(stopped?.text).toContain("since the question, this has changed");
  const { transaction_list } = (await call(client, "GetGetpurchase", { purchase_id: COURSE.id })).answer;
  const refunds = (transaction_list as { transaction_type: string }[]).filter(
    ({ transaction_type }) => transaction_type === "refund",
  );
  expect(refunds).toHaveLength(1);
});
