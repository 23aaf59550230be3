import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  askedClient,
  asShown,
  CLUB,
  COURSE,
  call,
  confirmationFor,
  NOTHING_CHANGED,
  openShop,
  plainClient,
  type Shop,
  sendPastServer,
} from "./shop.ts";

let shop: Shop;
let client: Client;

beforeAll(async () => {
  shop = await openShop({ CONFIRM: "money" });
  client = await plainClient(shop);
});
beforeEach(() => shop.sandbox.reset());
afterAll(async () => {
  await client.close();
  await shop.close();
});

const FULL = { name: "refundPurchase", args: { purchase_id: COURSE.id } };
const CHARGE = { name: "PostCreatebillingondemand", args: { purchase_id: COURSE.id, product_id: "67890" } };

interface Case {
  readonly what: string;
  readonly name: string;
  readonly args: object;
  readonly meanwhile: readonly [functionName: string, args: Record<string, string>];
  readonly want: readonly string[];
}

test.each<Case>([
  {
    what: "a part was refunded",
    ...FULL,
    meanwhile: ["refundPartially", { purchase_id: COURSE.id, amount: "49" }],
    want: ["the amount that can be refunded", "Refund order K7M2QX9A in full: at most 150.00 EUR goes back to"],
  },
  {
    what: "it was refunded as a whole",
    ...FULL,
    meanwhile: ["refundPurchase", { purchase_id: COURSE.id }],
    want: ["nothing of order K7M2QX9A can be refunded: 199.00 EUR was paid, and 199.00 EUR has gone back"],
  },
  {
    what: "its payments were stopped",
    name: "PostCreaterebillingpayment",
    args: { purchase_id: CLUB.id },
    meanwhile: ["stopRebilling", { purchase_id: CLUB.id, force: "Y" }],
    want: ["the payments of order P4W8ZT3B have ended"],
  },
  {
    what: "the next payment was made",
    name: "refundPurchase",
    args: { purchase_id: CLUB.id },
    meanwhile: ["createRebillingPayment", { purchase_id: CLUB.id }],
    want: ["the amount paid"],
  },
  {
    what: "the buyer has another address",
    ...FULL,
    meanwhile: ["updateBuyer", { buyer_id: "880001", "data[email]": "someone.else@example.com" }],
    want: ["the buyer", "goes back to “Erika Beispiel” (someone.else@example.com)"],
  },
  {
    what: "the plan has another price",
    ...CHARGE,
    meanwhile: ["updatePaymentplan", { paymentplan_id: "90003", "data[first_amount]": "290" }],
    want: ["the amount", "Charge “Erika Beispiel” (erika.beispiel@example.com) 290.00 EUR now"],
  },
  {
    what: "the product has another name",
    ...CHARGE,
    meanwhile: ["updateProduct", { product_id: "67890", "data[name_de]": "Anderes" }],
    want: ["the new product", "now for “Anderes”"],
  },
])("a call that was agreed to is stopped if $what meanwhile", async ({ name, args, meanwhile, want }) => {
  const confirmation = await confirmationFor(client, name, args);
  await sendPastServer(shop, ...meanwhile);
  const before = await shop.received(functionOf(name));
  const { isError, text } = await call(client, name, { ...args, confirmation });
  expect({ isError, text }).toEqual({
    isError: true,
    text: expect.stringContaining("nothing was sent: since the question, this has changed: "),
  });
  for (const part of want) {
    expect(text).toContain(part);
  }
  expect(text.endsWith(NOTHING_CHANGED)).toBe(true);
  expect(await shop.received(functionOf(name))).toBe(before);
});

function functionOf(name: string): string {
  const functions: Record<string, string> = {
    PostCreaterebillingpayment: "createRebillingPayment",
    PostCreatebillingondemand: "createBillingOnDemand",
  };
  return functions[name] ?? name;
}

test("also if the person has typed the amount into a form", async () => {
  const asked = await askedClient(shop, async (message) => {
    await sendPastServer(shop, "refundPartially", { purchase_id: COURSE.id, amount: "49" });
    return asShown(message);
  });
  const { isError, text } = await call(asked, FULL.name, FULL.args);
  expect({ isError, text }).toEqual({
    isError: true,
    text: expect.stringContaining("the amount that can be refunded"),
  });
  expect(text.endsWith(NOTHING_CHANGED)).toBe(true);
  expect(await shop.received("refundPurchase")).toBe(0);
  await asked.close();
});

test("what is not part of the question may change", async () => {
  const confirmation = await confirmationFor(client, FULL.name, FULL.args);
  await sendPastServer(shop, "updateBuyer", { buyer_id: "880001", "data[city]": "Kiel" });
  expect((await call(client, FULL.name, { ...FULL.args, confirmation })).answer).toMatchObject({ modified: "Y" });
});
