import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CLUB, COURSE, call, callConfirmed, NOTHING_CHANGED, openShop, plainClient, type Shop } from "./shop.ts";

const CHARGE = "PostCreatebillingondemand";
const UPGRADE = "PostCreateupgradepurchase";
/** A product that costs 19.90 EUR now and every month. */
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

async function previewOf(name: string, args: object): Promise<string> {
  const { answer, text } = await call(client, name, args);
  expect(answer, text).toHaveProperty("preview");
  return String(answer["preview"]);
}

/** The amount in a question, such as `19.90 EUR`. */
function amountIn(preview: string): string {
  return /[\d.]+ [A-Z]{3}/.exec(preview)?.[0] ?? "";
}

async function paidFor(purchaseId: unknown): Promise<string> {
  const { answer } = await call(client, "GetGetpurchase", { purchase_id: purchaseId });
  const [payment] = answer["transaction_list"] as { amount: string; currency: string }[];
  return payment ? `${payment.amount} ${payment.currency}` : "";
}

async function newPlan(amount: number): Promise<string> {
  const data = { first_amount: amount, other_amounts: amount, currency: "EUR" };
  const { answer, text } = await call(client, "PostCreatepaymentplan", { product_id: 67890, data });
  expect(answer, text).toHaveProperty("paymentplan_id");
  return String(answer["paymentplan_id"]);
}

describe("a charge on demand is what the question says", () => {
  test.each<{ what: string; args: object }>([
    { what: "by the product's plan", args: {} },
    { what: "for several units", args: { settings: { quantity: 3 } } },
    { what: "with an amount of its own", args: { payment_plan: { first_amount: 12.34 } } },
    { what: "with further amounts only", args: { payment_plan: { other_amounts: 250 } } },
    { what: "with a plan by its id", args: { payment_plan: { template: "90003" } } },
    { what: "with a plan by its id and an amount", args: { payment_plan: { template: "90003", first_amount: 7 } } },
    { what: "with an add-on without a price", args: { addons: [{ product_id: "24680" }] } },
    { what: "with add-ons with a price", args: { addons: [{ product_id: "12345", first_amount: 3.5, quantity: 2 }] } },
    { what: "with an add-on's further amounts", args: { addons: [{ product_id: "12345", other_amounts: 90 }] } },
  ])("$what", async ({ args }) => {
    const preview = await previewOf(CHARGE, { ...SOLD, ...args });
    expect(preview).not.toContain("at most");
    const { answer, text } = await callConfirmed(client, CHARGE, { ...SOLD, ...args });
    expect(answer, text).toHaveProperty("created_purchase_id");
    expect(amountIn(preview)).toBe(await paidFor(answer["created_purchase_id"]));
  });

  test("in another currency", async () => {
    const args = { ...SOLD, payment_plan: { first_amount: 12, currency: "USD" } };
    expect(amountIn(await previewOf(CHARGE, args))).toBe("12.00 USD");
    const { answer } = await callConfirmed(client, CHARGE, args);
    expect(await paidFor(answer["created_purchase_id"])).toBe("12.00 USD");
  });
});

describe("a charge on demand is at most what the question says", () => {
  test("with a voucher", async () => {
    const voucher = { code: "HALF", product_ids: "67890", first_rate: 50, other_rates: 50 };
    const created = await call(client, "PostCreatevoucher", { data: voucher });
    expect(created.isError, created.text).toBe(false);
    const args = { ...SOLD, settings: { voucher_code: "HALF" } };
    expect(await previewOf(CHARGE, args)).toContain("at most 19.90 EUR now");
    const { answer } = await callConfirmed(client, CHARGE, args);
    expect(await paidFor(answer["created_purchase_id"])).toBe("9.95 EUR");
  });

  test("if the product has several plans", async () => {
    await newPlan(99);
    expect(await previewOf(CHARGE, SOLD)).toContain("at most 99.00 EUR now");
  });
});

test("a charge of a product without an active plan cannot succeed", async () => {
  await call(client, "updatePaymentplan", { paymentplan_id: 90003, data: { is_active: false } });
  const { text } = await call(client, CHARGE, SOLD);
  expect(text).toContain("product 67890 has no active payment plan");
  expect(text.endsWith(NOTHING_CHANGED)).toBe(true);
});

test("an upgrade of no order cannot succeed", async () => {
  for (const purchase_ids of ["", ",,"]) {
    expect((await call(client, UPGRADE, { purchase_ids, upgrade_id: "7301" })).text).toContain(
      "purchase_ids names no order",
    );
  }
});

describe("what a yes also agrees to is said in full", () => {
  const TRAP = { first_amount: 1, other_amounts: 99, currency: "EUR", other_billing_intervals: "1_month" };

  /** Makes it the only active plan of the club. */
  async function setTrap(terms: object = TRAP): Promise<string> {
    await call(client, "updatePaymentplan", { paymentplan_id: 90003, data: { is_active: false } });
    const data = { ...terms, number_of_installments: 0, first_billing_interval: "1_month" };
    const { answer, text } = await call(client, "PostCreatepaymentplan", { product_id: 67890, data });
    expect(answer, text).toHaveProperty("paymentplan_id");
    return String(answer["paymentplan_id"]);
  }

  const FOLLOWS = "Further payments follow without another question: 99.00 EUR every month, until they are stopped.";

  test.each([
    { what: "a charge", tool: CHARGE, args: SOLD },
    { what: "an upgrade", tool: UPGRADE, args: { purchase_ids: COURSE.id, upgrade_id: "7301" } },
    {
      what: "a change of add-ons",
      tool: "PostCreateaddonchangepurchase",
      args: { purchase_id: CLUB.id, addons: [{ product_id: 67890 }] },
    },
  ])("$what that starts a subscription names its payments", async ({ tool, args }) => {
    await setTrap();
    expect(await previewOf(tool, args)).toContain(FOLLOWS);
  });

  test("of several payment plans, each is named as one that may be used", async () => {
    expect(await previewOf(CHARGE, { ...SOLD, product_id: "12345" })).toMatch(
      / depends on the payment plan: \(1\) [^;]+; \(2\) .+\.$/,
    );
  });

  test("of two add-ons with the same payments, both are named", async () => {
    const addon = { product_id: 12345, amount: 5 };
    const preview = await previewOf("PostCreateaddonchangepurchase", { purchase_id: CLUB.id, addons: [addon, addon] });
    expect(preview).toContain("5.00 EUR every month, until they are stopped; 5.00 EUR every month, until");
  });

  test("a change of them between question and yes stops the call", async () => {
    const plan = await setTrap();
    const { answer } = await call(client, CHARGE, SOLD);
    await call(client, "updatePaymentplan", { paymentplan_id: plan, data: { other_amounts: 990 } });
    const { text } = await call(client, CHARGE, { ...SOLD, confirmation: answer["confirmation"] });
    expect(text).toContain("since the question, this has changed: the later payments");
    expect(await shop.received("createBillingOnDemand")).toBe(0);
  });

  test("no length of other arguments hides them", async () => {
    const addons = Array.from({ length: 14 }, () => ({ product_id: "12345", first_amount: 0.01, single_amount: 0.01 }));
    const plan = { first_amount: 1, other_amounts: 900, other_billing_intervals: "1_day" };
    const preview = await previewOf(CHARGE, { addons, ...SOLD, payment_plan: plan });
    expect(preview).toContain("follow without another question: 900.00 EUR every day, until they are stopped.");
    expect(preview).toContain("payment_plan.other_amounts 900");
  });

  test.each([
    ["a single payment", { payment_plan: { first_amount: 12.34 } }, undefined],
    [
      "instalments",
      {
        payment_plan: {
          first_amount: 10,
          other_amounts: 20,
          number_of_installments: 4,
          other_billing_intervals: "1_week",
        },
      },
      "20.00 EUR every week, 3 times.",
    ],
    ["several units", { settings: { quantity: 3 } }, "59.70 EUR every month, until they are stopped."],
  ])("of %s", async (_, args, follows) => {
    const preview = await previewOf(CHARGE, { ...SOLD, ...args });
    expect(preview.includes("Further payments follow")).toBe(follows !== undefined);
    expect(preview).toContain(follows ?? "12.34 EUR");
  });

  test("an add-on that is paid once is not said to come again", async () => {
    const args = { purchase_id: CLUB.id, addons: [{ product_id: 24680 }] };
    expect(await previewOf("PostCreateaddonchangepurchase", args)).not.toContain("Further payments");
  });
});

describe("an upgrade", () => {
  const ARGS = { purchase_ids: COURSE.id, upgrade_id: "7301" };

  test.each([{ 1: 20 }, { 67890: 20 }])("of several units is asked about with all of them: %j", async (quantities) => {
    expect(await previewOf(UPGRADE, { ...ARGS, quantities })).toContain("up to 398.00 EUR is charged");
    const { answer } = await callConfirmed(client, UPGRADE, { ...ARGS, quantities });
    // 199.00 EUR were paid for the old order.
    expect(answer["new_purchase"]).toMatchObject({ paid_amount: "199.00" });
  });

  test("with units of other products says that the amount is unknown", async () => {
    const preview = await previewOf(UPGRADE, { ...ARGS, quantities: { 1: 1, 2: 5 } });
    expect(preview).toContain("up to an amount that only Digistore24 knows is charged");
  });

  test("with a plan by its position or id has that plan's price", async () => {
    const id = await newPlan(99);
    expect(await previewOf(UPGRADE, { ...ARGS, payment_plan_id: "1" })).toContain("up to 19.90 EUR");
    expect(await previewOf(UPGRADE, { ...ARGS, payment_plan_id: "2" })).toContain("up to 99.00 EUR");
    expect(await previewOf(UPGRADE, { ...ARGS, payment_plan_id: id })).toContain("up to 99.00 EUR");
  });

  test("is not asked about if the orders have several buyers, because one of them would be upgraded unnamed", async () => {
    const { isError, text } = await call(client, UPGRADE, { ...ARGS, purchase_ids: `${COURSE.id}, ${CLUB.id}` });
    expect(isError).toBe(true);
    expect(text).toContain("belong to several buyers");
    expect(text.endsWith(NOTHING_CHANGED)).toBe(true);
  });
});

describe("a refund of one payment", () => {
  const ARGS = { transaction_id: "55000001" };

  test("is only what is left of it", async () => {
    await callConfirmed(client, "refundPartially", { purchase_id: COURSE.id, amount: 49 });
    expect(await previewOf("refundTransaction", ARGS)).toContain("150.00 EUR goes back to");
    const { answer } = await callConfirmed(client, "refundTransaction", ARGS);
    expect(answer["status"]).toBe("completed");
  });

  test("is at most that if another one may have been refunded", async () => {
    await callConfirmed(client, "refundPartially", { purchase_id: CLUB.id, amount: 5 });
    const preview = await previewOf("refundTransaction", { transaction_id: "55000003" });
    expect(preview).toContain("at most 19.90 EUR goes back to");
  });

  test("that does not exist is not asked about", async () => {
    const { isError, text } = await call(client, "refundTransaction", { transaction_id: "1" });
    expect({ isError, text }).toEqual({
      isError: true,
      text: expect.stringContaining("this account has no transaction"),
    });
    expect(text.endsWith(NOTHING_CHANGED)).toBe(true);
  });
});

test("a refund of an order with several payments is at most their sum, because the refund policy can exclude some", async () => {
  expect(await previewOf("refundPurchase", { purchase_id: CLUB.id })).toContain("at most 59.70 EUR goes back to");
  const forced = { purchase_id: CLUB.id, force: true };
  expect(await previewOf("refundPurchase", forced)).toContain("in full: 59.70 EUR goes back to");
});

test("a proof moves nothing, and says what the buyer does not get", async () => {
  const args = { service_proof_id: 9101, data: { request_status: "proof_provided", message: "Done" } };
  expect(await previewOf("updateServiceProofRequest", args)).toContain("the buyer will not get 199.00 EUR back");
});

test("each add-on of a charge is named with its price and quantity, now and later", async () => {
  const addons = [{ product_id: "12345", first_amount: 250, other_amounts: 99, quantity: 2 }];
  const preview = await previewOf(CHARGE, { ...SOLD, addons });
  for (const part of ["product_id “12345”", "first_amount 250", "other_amounts 99", "quantity 2"]) {
    expect(preview).toContain(`addons.0.${part}`);
  }
});
