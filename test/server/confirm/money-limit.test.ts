import { afterEach, describe, expect, test } from "vitest";
import { FULL_KEY } from "../../support/sandbox.ts";
import {
  askedClient,
  asShown,
  CLUB,
  COURSE,
  call,
  callConfirmed,
  confirmationFor,
  NOTHING_CHANGED,
  openShop,
  plainClient,
  type Shop,
} from "./shop.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) {
    await close();
  }
});

async function open(limit: string, env: Record<string, string> = {}) {
  const shop = await openShop({ MONEY_LIMIT: limit, ...env });
  closing.push(() => shop.close());
  return { shop, client: await connect(shop) };
}

async function connect(shop: Shop, key: string = FULL_KEY) {
  const client = await plainClient(shop, key);
  closing.push(() => client.close());
  return client;
}

const part = (amount: number) => ({ purchase_id: COURSE.id, amount });

interface Refused {
  readonly isError: boolean;
  readonly text: string;
}

function expectRefused({ isError, text }: Refused, reason: string): void {
  expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining(reason) });
  expect(text.endsWith(NOTHING_CHANGED)).toBe(true);
}

describe("a limit for one call", () => {
  test("refuses what is above it before anybody is asked, and lets through what is at it", async () => {
    const { shop, client } = await open("EUR 20/call");
    expectRefused(
      await call(client, "refundPartially", part(20.01)),
      "20.01 EUR is more than this server's limit of 20.00 EUR per call",
    );
    expect((await callConfirmed(client, "refundPartially", part(20))).answer).toMatchObject({ modified: "Y" });
    expect(await shop.received("refundPartially")).toBe(1);
  });

  test("counts amounts that the API charges by itself", async () => {
    const { shop, client } = await open("EUR 19/call");
    expectRefused(
      await call(client, "PostCreaterebillingpayment", { purchase_id: CLUB.id }),
      "19.90 EUR is more than this server's limit of 19.00 EUR",
    );
    expectRefused(
      await call(client, "refundPurchase", { purchase_id: COURSE.id }),
      "199.00 EUR is more than this server's limit of 19.00 EUR",
    );
    expect(await shop.received("createRebillingPayment")).toBe(0);
  });
});

describe("a limit for one day", () => {
  test("refuses what is more than is left, and says what is left", async () => {
    const { shop, client } = await open("EUR 50/day");
    await callConfirmed(client, "refundPartially", part(30));
    expectRefused(
      await call(client, "refundPartially", part(20.01)),
      "20.01 EUR is more than what is left today: 20.00 EUR of this server's limit of 50.00 EUR a day (UTC)",
    );
    expect((await callConfirmed(client, "refundPartially", part(20))).answer).toMatchObject({ modified: "Y" });
    expect(await shop.received("refundPartially")).toBe(2);
  });

  test("counts a preview as nothing, and checks again after the yes", async () => {
    const { shop, client } = await open("EUR 50/day");
    const confirmation = await confirmationFor(client, "refundPartially", part(30));
    const other = { purchase_id: CLUB.id, amount: 15 };
    const second = await confirmationFor(client, "refundPartially", other);
    await callConfirmed(client, "refundPartially", part(25));
    expectRefused(await call(client, "refundPartially", { ...part(30), confirmation }), "since the question");
    await callConfirmed(client, "refundPartially", part(20));
    expectRefused(
      await call(client, "refundPartially", { ...other, confirmation: second }),
      "15.00 EUR is more than what is left today: 5.00 EUR",
    );
    expect(await shop.received("refundPartially")).toBe(2);
  });

  test("is not exceeded by calls at the same time", async () => {
    const { shop, client } = await open("EUR 50/day");
    const orders = [part(30), { purchase_id: CLUB.id, amount: 15 }, { purchase_id: CLUB.id, amount: 14 }];
    const confirmed = await Promise.all(
      orders.map(async (args) => ({ ...args, confirmation: await confirmationFor(client, "refundPartially", args) })),
    );
    await Promise.all(confirmed.map((args) => call(client, "refundPartially", args)));
    expect(await shop.received("refundPartially")).toBeLessThanOrEqual(2);
    expect(await shop.received("refundPartially")).toBeGreaterThanOrEqual(1);
  });

  test("gets back what a failed call did not move", async () => {
    const { shop, client } = await open("EUR 50/day");
    await shop.sandbox.setFaults([{ kind: "busy-code", functions: ["refundPartially"], times: 1 }]);
    expect((await callConfirmed(client, "refundPartially", part(40))).isError).toBe(true);
    expect((await callConfirmed(client, "refundPartially", part(40))).answer).toMatchObject({ modified: "Y" });
  });

  test("gets back what a refund did not move that the policy excludes", async () => {
    const { client } = await open("EUR 500/day");
    const search = { role: "vendor", billing_type: "single_payment", product_id: "12345" };
    const old = await call(client, "listPurchases", { from: "-300d", to: "-60d", search, _fields: ["id", "amount"] });
    const [order] = old.answer["purchase_list"] as { id: string; amount: string }[];
    const refunded = await callConfirmed(client, "refundPurchase", { purchase_id: order?.id });
    expect(refunded.answer).toMatchObject({ modified: "N" });
    expectRefused(await call(client, "refundPartially", { purchase_id: order?.id, amount: 501 }), "");
    const limit = await call(client, "refundPartially", part(100));
    expect(limit.isError, limit.text).toBe(false);
    expect((await callConfirmed(client, "refundPurchase", { purchase_id: COURSE.id })).answer).toMatchObject({
      modified: "Y",
    });
  });

  test("keeps what may have been moved", async () => {
    const { shop, client } = await open("EUR 50/day");
    await shop.sandbox.setFaults([{ kind: "reset-after", functions: ["refundPartially"], times: 1 }]);
    expect((await callConfirmed(client, "refundPartially", part(40))).text).toContain("may have been carried out");
    expectRefused(await call(client, "refundPartially", part(40)), "what is left today: 10.00 EUR");
  });

  test("is that of one account", async () => {
    const { shop, client } = await open("EUR 50/day");
    await callConfirmed(client, "refundPartially", part(50));
    const other = await connect(shop, "100002-SANDBOXFULLACCESS");
    expect((await callConfirmed(other, "refundPartially", part(50))).answer).toMatchObject({ modified: "Y" });
  });

  test("counts a replay once", async () => {
    const { client } = await open("EUR 50/day");
    const args = { ...part(25), confirmation: await confirmationFor(client, "refundPartially", part(25)) };
    await call(client, "refundPartially", args);
    await call(client, "refundPartially", args);
    expect((await callConfirmed(client, "refundPartially", part(25))).answer).toMatchObject({ modified: "Y" });
  });

  test("holds for a person who answers a form", async () => {
    const { shop, client } = await open("EUR 50/day");
    await callConfirmed(client, "refundPartially", part(45));
    const asked = await askedClient(shop, asShown);
    expectRefused(await call(asked, "refundPartially", part(6)), "what is left today: 5.00 EUR");
    expect((await call(asked, "refundPartially", part(5))).answer).toMatchObject({ modified: "Y" });
    await asked.close();
  });
});

describe("a limit", () => {
  test("lets nothing through in a currency that it does not name", async () => {
    const { shop, client } = await open("USD 500/day,USD 100/call");
    expectRefused(await call(client, "refundPartially", part(1)), "a limit for charges and refunds, but none in EUR");
    expect(await shop.received("refundPartially")).toBe(0);
  });

  test("lets nothing through whose amount is unknown or negative", async () => {
    const { shop, client } = await open("EUR 500/day");
    const upgrade = { purchase_ids: COURSE.id, upgrade_id: "7301", quantities: { 24680: 2 } };
    expectRefused(await call(client, "PostCreateupgradepurchase", upgrade), "is not known beforehand");
    expectRefused(await call(client, "refundPartially", part(-100)), "must be 0 or more");
    expect(await shop.received("refundPartially")).toBe(0);
  });

  test("does not count what moves nothing", async () => {
    const { client } = await open("EUR 1/call,EUR 1/day");
    const proof = { service_proof_id: 9101, data: { request_status: "proof_provided" } };
    expect((await callConfirmed(client, "updateServiceProofRequest", proof)).answer).toMatchObject({
      is_modified: "Y",
    });
  });

  test("does not concern tools that move no money", async () => {
    const { client } = await open("EUR 1/call", { CONFIRM: "destructive" });
    await call(client, "PostCreatevoucher", { data: { code: "LIMIT", product_ids: "12345", first_rate: 10 } });
    expect((await callConfirmed(client, "DeleteDeletevoucher", { code: "LIMIT" })).isError).toBe(false);
  });

  test("holds where nobody is asked", async () => {
    const { shop, client } = await open("EUR 50/day", { CONFIRM: "off" });
    expect((await call(client, "refundPartially", part(45))).answer).toMatchObject({ modified: "Y" });
    expectRefused(await call(client, "refundPartially", part(6)), "what is left today: 5.00 EUR");
    expect(await shop.received("refundPartially")).toBe(1);
  });
});
