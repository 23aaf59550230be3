import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { tools } from "../../support/generated-tools.ts";
import { sendForm } from "./form.ts";
import {
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

const CHARGE = "createBillingOnDemand";
const ADDONS = "createAddonChangePurchase";
const UPGRADE = "createUpgradePurchase";
const REBILL = "createRebillingPayment";
const PROOF = "updateServiceProofRequest";
const SOLD = { purchase_id: COURSE.id, product_id: "67890" };

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

type Sent = readonly [functionName: string, args: Readonly<Record<string, string>>];

function toolNamed(functionName: string): string {
  return tools.find((tool) => tool.functionName === functionName)?.name ?? "";
}

interface Case {
  readonly what: string;
  readonly functionName: string;
  readonly args: object;
  readonly before?: readonly Sent[];
  readonly says: string;
}

const REFUNDED: Sent = ["refundPurchase", { purchase_id: COURSE.id }];
const STOPPED: Sent = ["stopRebilling", { purchase_id: CLUB.id, force: "Y" }];

const CASES: readonly Case[] = [
  {
    what: "a refund of an order that was refunded",
    functionName: "refundPurchase",
    args: { purchase_id: COURSE.id },
    before: [REFUNDED],
    says: "nothing of order K7M2QX9A can be refunded: 199.00 EUR was paid, and 199.00 EUR has gone back",
  },
  {
    what: "a partial refund of an order that was refunded",
    functionName: "refundPartially",
    args: { purchase_id: COURSE.id, amount: 1 },
    before: [REFUNDED],
    says: "nothing of order K7M2QX9A can be refunded",
  },
  {
    what: "a refund of a payment that was refunded",
    functionName: "refundTransaction",
    args: { transaction_id: "55000001" },
    before: [REFUNDED],
    says: "nothing of order K7M2QX9A can be refunded",
  },
  {
    what: "a refund of nothing",
    functionName: "refundPartially",
    args: { purchase_id: COURSE.id, amount: 0 },
    says: "amount must be more than 0",
  },
  {
    what: "a refund of more than is left",
    functionName: "refundPartially",
    args: { purchase_id: COURSE.id, amount: 180 },
    before: [["refundPartially", { purchase_id: COURSE.id, amount: "49" }]],
    says: "180.00 EUR is more than the 150.00 EUR of order K7M2QX9A that can still be refunded",
  },
  {
    what: "a partial refund of more than any one payment",
    functionName: "refundPartially",
    args: { purchase_id: CLUB.id, amount: 19.91 },
    says: "19.91 EUR is more than the largest payment of order P4W8ZT3B, which is 19.90 EUR",
  },
  {
    what: "a proof for a request that was answered with one",
    functionName: PROOF,
    args: { service_proof_id: 9103, data: { request_status: "proof_provided" } },
    says: "proof request 9103 has already been answered (status proof_provided)",
  },
  {
    what: "a refund for a request that was answered with one",
    functionName: PROOF,
    args: { service_proof_id: 9104, data: { request_status: "exec_refund" } },
    says: "proof request 9104 has already been answered (status exec_refund)",
  },
  {
    what: "a refund for a request whose order was refunded",
    functionName: PROOF,
    args: { service_proof_id: 9101, data: { request_status: "exec_refund" } },
    before: [REFUNDED],
    says: "nothing of order K7M2QX9A can be refunded",
  },
  {
    what: "the next payment of a stopped order",
    functionName: REBILL,
    args: { purchase_id: CLUB.id },
    before: [STOPPED],
    says: "the payments of order P4W8ZT3B have ended (billing_status aborted)",
  },
  {
    what: "the next payment of a single payment",
    functionName: REBILL,
    args: { purchase_id: COURSE.id },
    says: "order K7M2QX9A has no further payments (billing_type single_payment)",
  },
  {
    what: "add-ons of a stopped order",
    functionName: ADDONS,
    args: { purchase_id: CLUB.id, addons: [{ product_id: 24680, amount: 4.5 }] },
    before: [STOPPED],
    says: "the payments of order P4W8ZT3B have ended (billing_status aborted)",
  },
  {
    what: "add-ons of a single payment",
    functionName: ADDONS,
    args: { purchase_id: COURSE.id, addons: [{ product_id: 24680, amount: 4.5 }] },
    says: "order K7M2QX9A has no further payments (billing_type single_payment)",
  },
  {
    what: "a charge by a plan that the product does not have",
    functionName: CHARGE,
    args: { ...SOLD, payment_plan: { template: "1234567" } },
    says: "product 67890 has no payment plan 1234567, only 90003",
  },
  {
    what: "a charge by such a plan with an amount of its own",
    functionName: CHARGE,
    args: { ...SOLD, payment_plan: { template: "1234567", first_amount: 5, currency: "EUR" } },
    says: "product 67890 has no payment plan 1234567, only 90003",
  },
  {
    what: "a charge with a voucher that does not exist",
    functionName: CHARGE,
    args: { ...SOLD, settings: { voucher_code: "NOWHERE" } },
    says: "there is no voucher NOWHERE",
  },
  {
    what: "a charge with an add-on that is not a product",
    functionName: CHARGE,
    args: { ...SOLD, addons: [{ product_id: "12345" }, { first_amount: 5 }] },
    says: "addons.1.product_id is missing",
  },
  {
    what: "an upgrade to a plan that the product does not have",
    functionName: UPGRADE,
    args: { purchase_ids: COURSE.id, upgrade_id: "7301", payment_plan_id: "1234567" },
    says: "product 67890 has no payment plan 1234567, only 90003",
  },
  {
    what: "an upgrade of less than one unit",
    functionName: UPGRADE,
    args: { purchase_ids: COURSE.id, upgrade_id: "7301", quantities: { 1: 2, 67890: -5 } },
    says: "quantities.67890 must be 1 or more, got -5",
  },
  {
    what: "an upgrade that is not for the order's product",
    functionName: UPGRADE,
    args: { purchase_ids: CLUB.id, upgrade_id: "7301" },
    says: "upgrade 7301 is not possible for P4W8ZT3B",
  },
  {
    what: "an upgrade of an order that was refunded",
    functionName: UPGRADE,
    args: { purchase_ids: COURSE.id, upgrade_id: "7301" },
    before: [REFUNDED],
    says: "upgrade 7301 is not possible for K7M2QX9A",
  },
];

describe("a call that cannot succeed is refused instead of asked about", () => {
  test.each(CASES)("$what", async ({ functionName, args, before = [], says }) => {
    for (const sent of before) {
      await sendPastServer(shop, ...sent);
    }
    const name = toolNamed(functionName);
    const sentBefore = await shop.received(functionName);
    const { isError, text } = await call(client, name, args);
    expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining(`nothing was sent: ${says}`) });
    expect(text.endsWith(NOTHING_CHANGED)).toBe(true);
    expect(text).not.toContain("could not be read");
    const form = await sendForm(shop, { name: name, args });
    expect(form).toMatchObject({ isError: true, text });
    expect(await shop.received(functionName)).toBe(sentBefore);
  });
});

test("a request for proof that was answered after the question stops the call", async () => {
  const args = { service_proof_id: 9101, data: { request_status: "proof_provided" } };
  const confirmation = await confirmationFor(client, PROOF, args);
  await sendPastServer(shop, PROOF, { service_proof_id: "9101", "data[request_status]": "exec_refund" });
  const { isError, text } = await call(client, PROOF, { ...args, confirmation });
  expect({ isError, text }).toEqual({
    isError: true,
    text: expect.stringContaining("this has changed: proof request 9101 has already been answered"),
  });
  expect(text.endsWith(NOTHING_CHANGED)).toBe(true);
  expect(await shop.received(PROOF)).toBe(1);
});

test("a charge with an add-on that does not exist is refused instead of asked about, also if its price is given", async () => {
  const args = { ...SOLD, addons: [{ product_id: "99999", first_amount: 5 }] };
  const { isError, text } = await call(client, toolNamed(CHARGE), args);
  expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining("99999") });
  expect(text.endsWith(NOTHING_CHANGED)).toBe(true);
});

test("a plan that is left empty is none", async () => {
  const { answer, text } = await call(client, toolNamed(CHARGE), { ...SOLD, payment_plan: { template: "" } });
  expect(answer["preview"], text).toContain("19.90 EUR now for");
});

test("a transaction that is a refund is not refunded", async () => {
  await sendPastServer(shop, "refundPartially", { purchase_id: COURSE.id, amount: "5" });
  const { answer } = await call(client, "GetGetpurchase", { purchase_id: COURSE.id });
  const rows = answer["transaction_list"] as { id: number; transaction_type: string }[];
  const refund = rows.find(({ transaction_type }) => transaction_type === "refund");
  const { isError, text } = await call(client, "refundTransaction", { transaction_id: String(refund?.id) });
  expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining("is a refund, not a payment") });
  expect(text.endsWith(NOTHING_CHANGED)).toBe(true);
});

test("an upgrade without a stored payment method is refused instead of asked about", async () => {
  await sendPastServer(shop, "createUpgrade", { name: "Buch zu Club", to_product_id: "67890", upgrade_from: "24680" });
  const { answer } = await call(client, "PostListupgrades", {});
  const made = (answer["upgrades"] as { id: number; name: string }[]).find(({ name }) => name === "Buch zu Club");
  const args = { purchase_ids: "R6N1VC5D", upgrade_id: String(made?.id) };
  const { isError, text } = await call(client, toolNamed(UPGRADE), args);
  expect({ isError, text }).toEqual({
    isError: true,
    text: expect.stringContaining("for R6N1VC5D without the buyer, because no payment method is stored"),
  });
  expect(text.endsWith(NOTHING_CHANGED)).toBe(true);
});
