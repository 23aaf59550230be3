import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SANDBOX_KEYS } from "../../../src/sandbox/wire/keys.ts";
import type { AnyToolDefinition } from "../../../src/server/contract/tool-definition.ts";
import { tools } from "../../support/generated-tools.ts";
import { sendForm } from "./form.ts";
import { COURSE, call, confirmationFor, NOTHING_CHANGED, openShop, plainClient, type Shop } from "./shop.ts";

let shop: Shop;
let client: Client;

beforeAll(async () => {
  // A silent API is not waited for long.
  shop = await openShop({ DIGISTORE24_TIMEOUT_MS: "1000" });
  client = await plainClient(shop);
});
beforeEach(() => shop.sandbox.reset());
afterAll(async () => {
  await client.close();
  await shop.close();
});

interface Refused {
  readonly isError: boolean;
  readonly text: string;
}

function expectNothingSent({ isError, text }: Refused, reason: string | RegExp): void {
  expect({ isError, text }).toEqual({ isError: true, text: expect.stringMatching(reason) });
  expect(text.endsWith(NOTHING_CHANGED)).toBe(true);
}

const REFUND = { purchase_id: COURSE.id };
const moving = (tools as readonly AnyToolDefinition[]).filter(({ money }) => money === "moves");

/** Valid for its schema; the order does not exist. */
const NOWHERE: Readonly<Record<string, object>> = {
  createAddonChangePurchase: { purchase_id: "ZZZZZZZZ", addons: [{ product_id: 24680 }] },
  createBillingOnDemand: { purchase_id: "ZZZZZZZZ", product_id: "67890" },
  createUpgradePurchase: { purchase_ids: "ZZZZZZZZ", upgrade_id: "7301" },
  refundPartially: { purchase_id: "ZZZZZZZZ", amount: 1 },
  updateServiceProofRequest: { service_proof_id: 1, data: { request_status: "exec_refund" } },
};

describe("a preview fails without a trace", () => {
  test.each(moving.filter(({ functionName }) => functionName !== "refundTransaction"))(
    "for $functionName of an order that does not exist",
    async ({ name, functionName }) => {
      const args = NOWHERE[functionName] ?? { purchase_id: "ZZZZZZZZ" };
      expectNothingSent(await call(client, name, args), /nothing was sent, because the order could not be read first/);
      expectNothingSent(await sendForm(shop, { name, args }), /nothing was sent, because the order could not/);
      expect(await shop.received(functionName)).toBe(0);
    },
  );

  test("with a key that may not read orders", async () => {
    const shipping = await plainClient(shop, SANDBOX_KEYS.shipping);
    expectNothingSent(await call(shipping, "refundPurchase", REFUND), /could not be read first/);
    await shipping.close();
  });

  test.each(["status-500", "bad-gateway", "reset-before", "truncated", "silence", "status-429"])(
    "if the API fails: %s",
    async (kind) => {
      await shop.sandbox.setFaults([{ kind, functions: ["getPurchase"] }]);
      expectNothingSent(await call(client, "refundPurchase", REFUND), "refundPurchase: ");
      expect(await shop.received("refundPurchase")).toBe(0);
    },
  );
});

test("a key that may only read sees the question, and its yes is refused by the API", async () => {
  const reading = await plainClient(shop, SANDBOX_KEYS.readOnly);
  const confirmation = await confirmationFor(reading, "refundPurchase", REFUND);
  const { isError, text } = await call(reading, "refundPurchase", { ...REFUND, confirmation });
  expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining("key with full access") });
  await reading.close();
});

describe("the API is gone after the yes", () => {
  test("and the order cannot be read again: nothing is sent", async () => {
    const confirmation = await confirmationFor(client, "refundPurchase", REFUND);
    await shop.sandbox.setFaults([{ kind: "bad-gateway" }]);
    expectNothingSent(await call(client, "refundPurchase", { ...REFUND, confirmation }), "could not be read first");
    expect(await shop.received("refundPurchase")).toBe(0);
  });

  test("while the call is made: it may have happened, and a replay does not repeat it", async () => {
    const args = { purchase_id: COURSE.id, amount: 5 };
    const confirmation = await confirmationFor(client, "refundPartially", args);
    await shop.sandbox.setFaults([{ kind: "reset-after", functions: ["refundPartially"], times: 1 }]);
    const first = await call(client, "refundPartially", { ...args, confirmation });
    expect(first.text).toContain("It may have been carried out anyway");
    expect(first.text).not.toContain(NOTHING_CHANGED);
    const again = await call(client, "refundPartially", { ...args, confirmation });
    expect(again.text).toContain("It may have been carried out anyway");
    expect(again.text).not.toContain(NOTHING_CHANGED);
    expect(await shop.received("refundPartially")).toBe(1);
  });
});
