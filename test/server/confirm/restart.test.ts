import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { RunningEndpoint } from "../../support/endpoint.ts";
import { sendForm } from "./form.ts";
import {
  CLUB,
  call,
  confirmationFor,
  NOTHING_CHANGED,
  openInstance,
  openShop,
  plainClient,
  type Shop,
} from "./shop.ts";

const NAME = "PostCreatebillingondemand";
const ARGS = { purchase_id: CLUB.id, product_id: "24680" };
/** An order does not show that it was charged, so only the server can know. */
const RECEIVED = "createBillingOnDemand";
const SECRET = { KEY_HASH_SECRET: "the same after a restart" };

let shop: Shop;
let restarted: RunningEndpoint;

beforeAll(async () => {
  shop = await openShop(SECRET);
  restarted = await openInstance(shop.sandbox, SECRET);
});
beforeEach(() => shop.sandbox.reset());
afterAll(async () => {
  await restarted.close();
  await shop.close();
});

async function callAt(endpoint: RunningEndpoint, args: object) {
  const client = await plainClient({ endpoint });
  const called = await call(client, NAME, args);
  await client.close();
  return called;
}

async function previewed(): Promise<string> {
  const client = await plainClient(shop);
  const confirmation = await confirmationFor(client, NAME, ARGS);
  await client.close();
  return confirmation;
}

const LAPSED = "another instance of this server gave it, or this one did before it was restarted";

test("a charge that was carried out is not carried out again after a restart", async () => {
  const confirmed = { ...ARGS, confirmation: await previewed() };
  expect((await callAt(shop.endpoint, confirmed)).isError).toBe(false);
  const { isError, text } = await callAt(restarted, confirmed);
  expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining(LAPSED) });
  expect(await shop.received(RECEIVED)).toBe(1);
});

test("nor is one that a person agreed to in a form", async () => {
  const { state, message } = await sendForm(shop, { name: NAME, args: ARGS });
  const [typed] = /\d+\.\d\d EUR/.exec(message) ?? [];
  const answered = { name: NAME, args: ARGS, state, answer: { action: "accept", content: { typed } } };
  expect((await sendForm(shop, answered)).isError).toBe(false);
  const { isError, text } = await sendForm({ endpoint: restarted }, answered);
  expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining(LAPSED) });
  expect(await shop.received(RECEIVED)).toBe(1);
});

test("the agent is told to check first, as it may have used the confirmation before the restart", async () => {
  const { text } = await callAt(restarted, { ...ARGS, confirmation: await previewed() });
  expect(text).toContain("If a call was already made with it, check in Digistore24 whether that call was carried out");
  expect(text).not.toContain(NOTHING_CHANGED);
  expect(await shop.received(RECEIVED)).toBe(0);
});

test("without KEY_HASH_SECRET, the agent is told the same of a confirmation that cannot be read", async () => {
  const other = await openInstance(shop.sandbox);
  const { text } = await callAt(other, { ...ARGS, confirmation: await previewed() });
  await other.close();
  expect(text).toContain("another instance of this server");
  expect(text).toContain("check in Digistore24 whether that call was carried out");
  expect(await shop.received(RECEIVED)).toBe(0);
});
