import { beforeEach, describe, expect, test } from "vitest";
import { openSandbox, type Sandbox } from "../sandbox-client.ts";

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = openSandbox();
});

interface Sale {
  readonly purchaseId: string;
  readonly paymentId: number;
  readonly amount: string;
}

/** A recent purchase with one payment, of which nothing has been refunded. */
async function recentSale(): Promise<Sale> {
  const { purchase_list } = await sandbox.data("listPurchases", { from: "-10d", load_transactions: "Y" });
  const found = purchase_list.find(
    ({ transaction_list }: { transaction_list: { transaction_type: string }[] }) =>
      transaction_list.length === 1 && transaction_list[0]?.transaction_type === "payment",
  );
  const [{ id, amount }] = found.transaction_list;
  return { purchaseId: found.id, paymentId: id, amount };
}

async function transactionsOf(purchaseId: string): Promise<{ transaction_type: string; amount: string }[]> {
  const { transaction_list } = await sandbox.data("listTransactions", {
    from: "start",
    "search[purchase_id]": purchaseId,
  });
  return transaction_list.map(({ transaction_type, amount }: { transaction_type: string; amount: string }) => ({
    transaction_type,
    amount,
  }));
}

describe("a refund of a payment", () => {
  test("shows in the list of transactions, the invoices and the commissions", async () => {
    const { purchaseId, paymentId, amount } = await recentSale();
    const answer = await sandbox.data("refundTransaction", { transaction_id: String(paymentId) });
    expect(answer).toMatchObject({ status: "completed", modified: "Y", processed_at: "2026-03-16 10:15:00" });
    expect(await transactionsOf(purchaseId)).toEqual([
      { transaction_type: "payment", amount },
      { transaction_type: "refund", amount: `-${amount}` },
    ]);
    const { invoice_list } = await sandbox.data("listInvoices", { purchase_id: purchaseId });
    expect(invoice_list.map(({ invoice_label }: { invoice_label: string }) => invoice_label)).toEqual([
      "Rechnung",
      "Gutschrift",
    ]);
    const { items } = await sandbox.data("listCommissions", { from: "start", purchase_id: purchaseId });
    expect(items[0].amount + items[1].amount).toBe(0);
  });

  test("cannot be repeated: the answer is a success with an error inside", async () => {
    const { purchaseId, paymentId } = await recentSale();
    await sandbox.data("refundTransaction", { transaction_id: String(paymentId) });
    const again = await sandbox.data("refundTransaction", { transaction_id: String(paymentId) });
    expect(again).toMatchObject({ status: "error", modified: "N", error_reason: "refund_completed" });
    expect(await transactionsOf(purchaseId)).toHaveLength(2);
  });

  test("is refused after the period of the refund policy, unless it is forced or was requested in time", async () => {
    const { paymentId } = await recentSale();
    const late = openSandbox();
    sandbox = late;
    await late.app.inject({
      method: "POST",
      url: "/__clock",
      headers: { "content-type": "application/json" },
      payload: '{"now":"2026-06-01T00:00:00Z"}',
    });
    const args = { transaction_id: String(paymentId) };
    expect(await late.data("refundTransaction", args)).toMatchObject({ status: "refused", modified: "N" });
    const inTime = await late.data("refundTransaction", { ...args, request_date: "2026-03-16" });
    expect(inTime).toMatchObject({ status: "completed" });
    expect(await openSandbox().data("refundTransaction", { ...args, force: "Y" })).toMatchObject({
      status: "completed",
    });
  });

  test("of an unknown payment is not found", async () => {
    expect(await sandbox.call("refundTransaction", { transaction_id: "1" })).toMatchObject({
      result: "error",
      code: 4,
    });
  });
});

describe("a partial refund", () => {
  test("leaves the rest to be refunded, and no more than that", async () => {
    const { purchaseId, paymentId, amount } = await recentSale();
    await sandbox.data("refundPartially", { purchase_id: purchaseId, amount: "1.00" });
    expect(await sandbox.call("refundPartially", { purchase_id: purchaseId, amount })).toMatchObject({
      result: "error",
      code: 3,
    });
    await sandbox.data("refundTransaction", { transaction_id: String(paymentId) });
    const amounts = (await transactionsOf(purchaseId)).map((transaction) =>
      Math.round(Number(transaction.amount) * 100),
    );
    expect(amounts.reduce((sum, cents) => sum + cents, 0)).toBe(0);
  });

  test.each(["0", "-1", "viel"])("of %s is refused", async (amount) => {
    const { purchaseId } = await recentSale();
    expect(await sandbox.call("refundPartially", { purchase_id: purchaseId, amount })).toMatchObject({
      result: "error",
    });
  });
});

describe("a refund of a purchase", () => {
  test("returns every payment and ends the subscription", async () => {
    const { purchase_list } = await sandbox.data("listPurchases", {
      from: "start",
      "search[billing_type]": "subscription",
    });
    const { id } = purchase_list.find(({ billing_status }: { billing_status: string }) => billing_status === "paying");
    expect(await sandbox.data("refundPurchase", { purchase_id: id, force: "Y" })).toMatchObject({ modified: "Y" });
    const amounts = (await transactionsOf(id)).map(({ amount }) => Math.round(Number(amount) * 100));
    expect(amounts.reduce((sum, cents) => sum + cents, 0)).toBe(0);
    expect(await sandbox.data("getPurchase", { purchase_id: id })).toMatchObject({ billing_status: "aborted" });
    expect(await sandbox.data("refundPurchase", { purchase_id: id, force: "Y" })).toMatchObject({ modified: "N" });
  });

  test("of an unknown purchase is not found", async () => {
    expect(await sandbox.call("refundPurchase", { purchase_id: "AAAAAAAA" })).toMatchObject({
      result: "error",
      code: 4,
    });
  });
});

describe("a return", () => {
  const refund = (transaction_id: string) => sandbox.data("refundTransaction", { transaction_id, force: "Y" });

  test("is made for the payment that was named, even if a later one has the same amount", async () => {
    expect(await refund("55000002")).toMatchObject({ status: "completed" });
    expect(await refund("55000002")).toMatchObject({ status: "error", error_reason: "refund_completed" });
    expect(await refund("55000003")).toMatchObject({ status: "completed" });
    expect(await refund("55000003")).toMatchObject({ status: "error", error_reason: "refund_completed" });
    expect(await refund("55000004")).toMatchObject({ status: "completed" });
  });

  test("in small parts adds up to the payment, VAT and earnings to the cent", async () => {
    const purchase_id = "K7M2QX9A";
    const march = { from: "2026-03", to: "2026-03", affiliate: "partnerin24" };
    const [before] = (await sandbox.data("statsAffiliateToplist", march)).top_list;
    for (const amount of Array.from({ length: 30 }, () => "0.07")) {
      await sandbox.data("refundPartially", { purchase_id, amount });
    }
    await sandbox.data("refundPurchase", { purchase_id });
    const { transaction_list } = await sandbox.data("getPurchase", { purchase_id });
    for (const field of ["amount", "vat_amount", "earned_amount"]) {
      const cents = transaction_list.map((one: Record<string, string>) => Math.round(Number(one[field]) * 100));
      expect(
        cents.reduce((sum: number, value: number) => sum + value, 0),
        field,
      ).toBe(0);
    }
    const [after] = (await sandbox.data("statsAffiliateToplist", march)).top_list;
    const { affiliate_amount } = await sandbox.data("getPurchase", { purchase_id });
    expect(before.affiliate_amount - after.affiliate_amount).toBeCloseTo(Number(affiliate_amount), 2);
  });
});
