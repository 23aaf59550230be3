import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  askedClient,
  asShown,
  COURSE,
  call,
  callConfirmed,
  confirmationFor,
  NOTHING_CHANGED,
  openShop,
  plainClient,
  type Shop,
} from "./shop.ts";

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

const REFUND = { purchase_id: COURSE.id };

test("a first call shows what would happen and sends nothing", async () => {
  const { answer } = await call(client, "refundPurchase", REFUND);
  expect(answer["_note"]).toContain(NOTHING_CHANGED);
  expect(answer["preview"]).toBe(
    `Refund order ${COURSE.id} in full: at most ${COURSE.price} EUR goes back to ${COURSE.buyer} for “Online-Kurs Zeitmanagement”. The buyer gets an e-mail and loses access. This cannot be undone.`,
  );
  expect(await shop.received("refundPurchase")).toBe(0);
});

test("a second call with the confirmation runs", async () => {
  expect((await callConfirmed(client, "refundPurchase", REFUND)).answer).toMatchObject({ modified: "Y" });
  expect(await shop.received("refundPurchase")).toBe(1);
});

test("the confirmation is not sent to the API", async () => {
  const args = { ...REFUND, amount: 5 };
  const { isError } = await callConfirmed(client, "refundPartially", args);
  expect(isError).toBe(false);
});

test("an empty confirmation counts as none", async () => {
  for (const confirmation of ["", null]) {
    expect((await call(client, "refundPurchase", { ...REFUND, confirmation })).answer).toHaveProperty("preview");
  }
  expect(await shop.received("refundPurchase")).toBe(0);
});

test("the same confirmation again returns the first result, marked", async () => {
  const confirmed = { ...REFUND, confirmation: await confirmationFor(client, "refundPurchase", REFUND) };
  await call(client, "refundPurchase", confirmed);
  const { answer } = await call(client, "refundPurchase", confirmed);
  expect(answer).toMatchObject({ modified: "Y", _note: expect.stringContaining("nothing was done again") });
  expect(await shop.received("refundPurchase")).toBe(1);
});

test("the same confirmation twice at once runs once, and both get the result", async () => {
  const args = { ...REFUND, amount: 5 };
  const confirmed = { ...args, confirmation: await confirmationFor(client, "refundPartially", args) };
  const both = await Promise.all([1, 2].map(() => call(client, "refundPartially", confirmed)));
  const marked = both.filter(({ answer }) => String(answer["_note"]).includes("nothing was done again"));
  expect(both.map(({ answer }) => answer["modified"])).toEqual(["Y", "Y"]);
  expect(marked).toHaveLength(1);
  expect(await shop.received("refundPartially")).toBe(1);
});

test("a person who types what the question shows is taken at their word", async () => {
  const questions: string[] = [];
  const asked = await askedClient(shop, (message) => {
    questions.push(message);
    return asShown(message);
  });
  const { answer } = await call(asked, "refundPurchase", REFUND);
  expect(answer).toMatchObject({ modified: "Y" });
  expect(questions).toEqual([expect.stringMatching(/^Refund order .+ To continue, type K7M2QX9A\.$/)]);
  await asked.close();
});

test.each([
  { name: "declines", reply: { action: "decline" as const }, want: "the person declined" },
  { name: "closes the form", reply: { action: "cancel" as const }, want: "closed the question" },
  {
    name: "types something else",
    reply: { action: "accept" as const, content: { typed: "yes" } },
    want: "does not match the question",
  },
  {
    name: "types nothing",
    reply: { action: "accept" as const, content: { typed: "" } },
    want: "does not match the question",
  },
])("a person who $name stops the call", async ({ reply, want }) => {
  const asked = await askedClient(shop, () => reply);
  const { isError, text } = await call(asked, "refundPurchase", REFUND);
  expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining(want) });
  expect(text.endsWith(NOTHING_CHANGED)).toBe(true);
  expect(await shop.received("refundPurchase")).toBe(0);
  await asked.close();
});
