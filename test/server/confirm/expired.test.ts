import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { sendForm } from "./form.ts";
import { COURSE, call, confirmationFor, NOTHING_CHANGED, openShop, plainClient, type Shop } from "./shop.ts";

const NAME = "refundPartially";
const ARGS = { purchase_id: COURSE.id, amount: 5 };
const MINUTE_MS = 60_000;

let shop: Shop;
let client: Awaited<ReturnType<typeof plainClient>>;

beforeAll(async () => {
  shop = await openShop({ MONEY_LIMIT: "EUR 10/day" });
  client = await plainClient(shop);
});
afterEach(async () => {
  vi.useRealTimers();
  await shop.sandbox.reset();
});
afterAll(async () => {
  await client.close();
  await shop.close();
});

function wait(ms: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
}

const EXPIRED = "the confirmation is older than 10 minutes";

test("a confirmation is good for ten minutes", async () => {
  const confirmation = await confirmationFor(client, NAME, ARGS);
  wait(10 * MINUTE_MS - 1000);
  expect((await call(client, NAME, { ...ARGS, confirmation })).answer).toMatchObject({ modified: "Y" });
});

test("and no longer", async () => {
  const confirmation = await confirmationFor(client, NAME, ARGS);
  wait(10 * MINUTE_MS + 1000);
  const { isError, text } = await call(client, NAME, { ...ARGS, confirmation });
  expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining(EXPIRED) });
  expect(text.endsWith(NOTHING_CHANGED)).toBe(true);
  expect(await shop.received(NAME)).toBe(0);
});

test("nor is the state of a form", async () => {
  const { state } = await sendForm(shop, { name: NAME, args: ARGS });
  wait(10 * MINUTE_MS + 1000);
  const answer = { action: "accept", content: { typed: "5.00 EUR" } };
  const { isError, text } = await sendForm(shop, { name: NAME, args: ARGS, state, answer });
  expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining(EXPIRED) });
  expect(text.endsWith(NOTHING_CHANGED)).toBe(true);
  expect(await shop.received(NAME)).toBe(0);
});

test("a used one is not good again after the memory of it has ended", async () => {
  const args = { ...ARGS, amount: 1 };
  const confirmation = await confirmationFor(client, NAME, args);
  await call(client, NAME, { ...args, confirmation });
  wait(31 * MINUTE_MS);
  await call(client, NAME, { ...args, confirmation: await confirmationFor(client, NAME, args) });
  expect((await call(client, NAME, { ...args, confirmation })).text).toContain(EXPIRED);
  expect(await shop.received(NAME)).toBe(2);
});

test("a daily limit begins again on the next day", async () => {
  const args = { ...ARGS, amount: 9 };
  expect((await call(client, NAME, args)).text).toContain("left today");
  wait(24 * 60 * MINUTE_MS);
  expect((await call(client, NAME, args)).answer).toHaveProperty("preview");
});
