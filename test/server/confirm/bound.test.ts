import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sendForm } from "./form.ts";
import { CLUB, COURSE, call, confirmationFor, NOTHING_CHANGED, openShop, plainClient, type Shop } from "./shop.ts";

const NAME = "refundPartially";
const ARGS = { purchase_id: COURSE.id, amount: 5 };
const OTHER_KEY = "100002-SANDBOXFULLACCESS";

let shop: Shop;
let client: Client;
let confirmation: string;
let state: string;

beforeAll(async () => {
  shop = await openShop();
  client = await plainClient(shop);
});
beforeEach(async () => {
  confirmation = await confirmationFor(client, NAME, ARGS);
  ({ state } = await sendForm(shop, { name: NAME, args: ARGS }));
});
afterAll(async () => {
  await client.close();
  await shop.close();
});

const YES = { action: "accept", content: { typed: "5.00 EUR" } };

interface Refused {
  readonly isError: boolean;
  readonly text: string;
}

/** The call would have run with the confirmation as it was given. */
async function expectRefused({ isError, text }: Refused, reason: string): Promise<void> {
  expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining(`nothing was sent: ${reason}`) });
  // A confirmation that cannot be read may have been used before a restart.
  expect(text.endsWith(reason === NOT_OURS ? CHECK_FIRST : NOTHING_CHANGED)).toBe(true);
  expect(await shop.received(NAME)).toBe(0);
}

const CHECK_FIRST = "check in Digistore24 whether that call was carried out before you call again without it.";
const NOT_OURS = "the confirmation is not one that was given for this tool and this API key";

/** The first letter belongs to the nonce, the middle to the sealed text. */
function altered(text: string): string[] {
  const flip = (at: number) => text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);
  return [flip(0), flip(20), flip(Math.floor(text.length / 2)), text.slice(0, -4), `${text}AAAA`, "x", "none of ours"];
}

describe("a confirmation is of no use", () => {
  test("with another key", async () => {
    const other = await plainClient(shop, OTHER_KEY);
    await expectRefused(await call(other, NAME, { ...ARGS, confirmation }), NOT_OURS);
    await other.close();
  });

  test("for another tool", async () => {
    const { isError, text } = await call(client, "refundPurchase", { purchase_id: COURSE.id, confirmation });
    expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining(NOT_OURS) });
    expect(await shop.received("refundPurchase")).toBe(0);
  });

  test.each([{ amount: 5.01 }, { amount: 50 }, { purchase_id: CLUB.id }])("with %j", async (changed) => {
    await expectRefused(
      await call(client, NAME, { ...ARGS, ...changed, confirmation }),
      "the arguments are not those that were confirmed",
    );
  });

  test("altered", async () => {
    for (const text of altered(confirmation)) {
      await expectRefused(await call(client, NAME, { ...ARGS, confirmation: text }), NOT_OURS);
    }
  });

  test("if it is the state of a form", async () => {
    await expectRefused(await call(client, NAME, { ...ARGS, confirmation: state }), NOT_OURS);
  });

  test("if it is no text", async () => {
    const { isError, text } = await call(client, NAME, { ...ARGS, confirmation: true });
    expect({ isError, text }).toEqual({
      isError: true,
      text: expect.stringContaining("confirmation must be the text"),
    });
    expect(text.endsWith(NOTHING_CHANGED)).toBe(true);
  });
});

describe("the state of a form is of no use", () => {
  test("with another key", async () => {
    await expectRefused(await sendForm(shop, { name: NAME, args: ARGS, key: OTHER_KEY, state, answer: YES }), NOT_OURS);
  });

  test("for another tool", async () => {
    const args = { purchase_id: COURSE.id };
    const { text } = await sendForm(shop, { name: "refundPurchase", args, state, answer: YES });
    expect(text).toContain(NOT_OURS);
    expect(await shop.received("refundPurchase")).toBe(0);
  });

  test("with one changed argument", async () => {
    const args = { ...ARGS, amount: 50 };
    const answer = { action: "accept", content: { typed: "50.00 EUR" } };
    await expectRefused(
      await sendForm(shop, { name: NAME, args, state, answer }),
      "the arguments are not those that were confirmed",
    );
  });

  test("altered", async () => {
    for (const text of altered(state)) {
      const refused = await sendForm(shop, { name: NAME, args: ARGS, state: text, answer: YES });
      await expectRefused(refused, NOT_OURS);
      // The protocol wants an error of its own for this.
      expect(refused.error?.code).toBe(-32602);
    }
  });

  test("if it is the confirmation of a preview", async () => {
    await expectRefused(await sendForm(shop, { name: NAME, args: ARGS, state: confirmation, answer: YES }), NOT_OURS);
  });
});

describe("a client that can be asked", () => {
  test("cannot use a preview's confirmation instead", async () => {
    const { message, text } = await sendForm(shop, { name: NAME, args: { ...ARGS, confirmation } });
    expect({ message, text }).toEqual({ message: expect.stringContaining("Pay 5.00 EUR of order"), text: "" });
    expect(await shop.received(NAME)).toBe(0);
  });

  test("is asked again if the answer is missing", async () => {
    const { message } = await sendForm(shop, { name: NAME, args: ARGS, state });
    expect(message).toContain("Pay 5.00 EUR of order");
    expect(await shop.received(NAME)).toBe(0);
  });

  test.each([
    { answer: {} },
    { answer: { action: "yes" } },
    { answer: "yes" },
    { answer: { roots: [] } },
    { answer: { action: "accept" } },
    { answer: { action: "accept", content: { other: "5.00 EUR" } } },
    { answer: { action: "accept", content: { typed: ["5.00 EUR"] } } },
  ])("does not say yes with $answer", async ({ answer }) => {
    const { message, text, error } = await sendForm(shop, { name: NAME, args: ARGS, state, answer });
    expect(message !== "" || text.endsWith(NOTHING_CHANGED) || error?.code === -32602).toBe(true);
    expect(await shop.received(NAME)).toBe(0);
  });

  test.each(["5.00 EUR", "5,00 EUR", " 5.00  eur ", "5", "5,00", "EUR 5", "5 €"])(
    "says yes by typing %j",
    async (typed) => {
      await shop.sandbox.reset();
      const answer = { action: "accept", content: { typed } };
      const { isError } = await sendForm(shop, { name: NAME, args: ARGS, state, answer });
      expect(isError).toBe(false);
      expect(await shop.received(NAME)).toBe(1);
      await shop.sandbox.reset();
    },
  );

  test.each(["decline", "cancel"])("cannot say yes after %s", async (action) => {
    const first = await sendForm(shop, { name: NAME, args: ARGS, state, answer: { action } });
    const second = await sendForm(shop, { name: NAME, args: ARGS, state, answer: YES });
    expect(second).toMatchObject({ isError: true, text: expect.stringContaining(first.text) });
    expect(await shop.received(NAME)).toBe(0);
  });

  test.each(["50", "5.00 USD", "0", "yes"])(
    "does not say yes by typing %j, and cannot type once more",
    async (typed) => {
      const answer = { action: "accept", content: { typed } };
      await expectRefusedAgain(await sendForm(shop, { name: NAME, args: ARGS, state, answer }));
      await expectRefusedAgain(await sendForm(shop, { name: NAME, args: ARGS, state, answer: YES }));
    },
  );

  test("gets the first result again, marked, if it answers twice", async () => {
    await sendForm(shop, { name: NAME, args: ARGS, state, answer: YES });
    const { text } = await sendForm(shop, { name: NAME, args: ARGS, state, answer: YES });
    expect(JSON.parse(text)).toMatchObject({ modified: "Y", _note: expect.stringContaining("nothing was done again") });
    expect(await shop.received(NAME)).toBe(1);
  });
});

async function expectRefusedAgain({ isError, text }: Refused): Promise<void> {
  expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining("does not match the question") });
  expect(await shop.received(NAME)).toBe(0);
}
