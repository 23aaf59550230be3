import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askedClient, call, openShop, plainClient, refundableOrder, type Shop } from "./shop.ts";

let shop: Shop;
let client: Client;

beforeAll(async () => {
  shop = await openShop();
  client = await plainClient(shop);
});
afterAll(async () => {
  await client.close();
  await shop.close();
});

const NOTHING_CHANGED = "Nothing was changed at Digistore24.";

async function writes(name: string): Promise<number> {
  return (await shop.sandbox.requests())[name] ?? 0;
}

test("a first call shows what would happen and sends nothing", async () => {
  const { id, main_product_name: product, amount } = await refundableOrder(client);
  const before = await writes("refundPurchase");
  const { answer } = await call(client, "refundPurchase", { purchase_id: id });
  expect(answer["_note"]).toContain(NOTHING_CHANGED);
  expect(answer["preview"]).toContain(`Refund order ${id} in full: ${amount} EUR goes back to`);
  expect(answer["preview"]).toContain(product);
  expect(await writes("refundPurchase")).toBe(before);
});

test("a second call with the confirmation runs, and a third returns the first result", async () => {
  const { id } = await refundableOrder(client);
  const { answer } = await call(client, "refundPurchase", { purchase_id: id });
  const confirmed = { purchase_id: id, confirmation: answer["confirmation"] };
  const first = await call(client, "refundPurchase", confirmed);
  expect(first.answer).toMatchObject({ modified: "Y" });
  const sent = await writes("refundPurchase");
  const again = await call(client, "refundPurchase", confirmed);
  expect(again.answer).toMatchObject({ modified: "Y", _note: expect.stringContaining("nothing was done again") });
  expect(await writes("refundPurchase")).toBe(sent);
});

test("a person who types the order's id is taken at their word", async () => {
  const { id } = await refundableOrder(client, 1);
  const questions: string[] = [];
  const asked = await askedClient(shop, (message) => {
    questions.push(message);
    return { action: "accept", content: { typed: ` ${String(id).toLowerCase()} ` } };
  });
  const { answer } = await call(asked, "refundPurchase", { purchase_id: id });
  expect(answer).toMatchObject({ modified: "Y" });
  expect(questions).toEqual([expect.stringContaining(`To go on, type ${id}.`)]);
  await asked.close();
});

test.each([
  { name: "declines", reply: { action: "decline" as const }, want: "the person declined" },
  { name: "closes the form", reply: { action: "cancel" as const }, want: "closed the question" },
  {
    name: "types something else",
    reply: { action: "accept" as const, content: { typed: "yes" } },
    want: "not what the question shows",
  },
])("a person who $name stops the call", async ({ reply, want }) => {
  const { id } = await refundableOrder(client, 2);
  const before = await writes("refundPurchase");
  const asked = await askedClient(shop, () => reply);
  const { isError, text } = await call(asked, "refundPurchase", { purchase_id: id });
  expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining(want) });
  expect(text.endsWith(NOTHING_CHANGED)).toBe(true);
  expect(await writes("refundPurchase")).toBe(before);
  await asked.close();
});
