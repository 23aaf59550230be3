import { describe, expect, test } from "vitest";
import { openSandbox, type WireArguments } from "../sandbox-client.ts";

interface Transaction {
  readonly id: number;
  readonly purchase_id: string;
  readonly amount: string;
  readonly vat_amount: string;
  readonly earned_amount: string;
  readonly currency: string;
  readonly transaction_type: string;
  readonly created_at: string;
  readonly billing_type: string;
  readonly product_id: number;
}

interface Answer {
  readonly page_count: number;
  readonly page_size: number;
  readonly summary: {
    readonly count: number;
    readonly amounts: Readonly<Record<string, Readonly<Record<string, string | number>>>>;
  };
  readonly transaction_list: readonly Transaction[];
}

const sandbox = openSandbox();

async function list(args: WireArguments = {}): Promise<Answer> {
  return sandbox.data("listTransactions", { from: "start", page_size: "1000", ...args });
}

function cents(amount: string | number): number {
  return Math.round(Number(amount) * 100);
}

function sum(items: readonly Transaction[], field: "amount" | "vat_amount" | "earned_amount"): number {
  return items.reduce((total, item) => total + cents(item[field]), 0);
}

test("a request for a refund is a transaction that moves no money and has no invoice", async () => {
  const { transaction_list } = await list({ "search[transaction_type]": "refund_request" });
  expect(transaction_list.length).toBeGreaterThan(0);
  for (const { purchase_id, amount, vat_amount, earned_amount } of transaction_list) {
    expect([amount, vat_amount, earned_amount]).toEqual(["0.00", "0.00", "0.00"]);
    const { invoice_list } = await sandbox.data("listInvoices", { purchase_id });
    expect(invoice_list.every(({ type }: { type: string }) => type !== "refund_request")).toBe(true);
    const { transaction_list: all } = await sandbox.data("getPurchase", { purchase_id });
    expect(all.some(({ type }: { type: string }) => type === "refund_request")).toBe(true);
  }
});

describe("listTransactions", () => {
  test("shows the last 24 hours by default", async () => {
    const answer = await sandbox.data("listTransactions");
    expect(answer).toMatchObject({ from: "2026-03-15 10:15:00", to: "2026-03-16 10:15:00", page_size: 500 });
    expect(answer.summary.count).toBeGreaterThanOrEqual(5);
  });

  test("sums up the whole list by currency, to the cent, whatever the page", async () => {
    const { summary, transaction_list } = await list();
    expect(summary.count).toBe(transaction_list.length);
    expect(Object.keys(summary.amounts).sort()).toEqual(["EUR", "USD"]);
    for (const [currency, sums] of Object.entries(summary.amounts)) {
      const items = transaction_list.filter((item) => item.currency === currency);
      expect(sums["count"]).toBe(items.length);
      expect(cents(sums["total_amount"] ?? 0)).toBe(sum(items, "amount"));
      expect(cents(sums["vat_amount"] ?? 0)).toBe(sum(items, "vat_amount"));
      expect(cents(sums["earned_amount"] ?? 0)).toBe(sum(items, "earned_amount"));
    }
    const onePage = await list({ page_size: "1" });
    expect(onePage.summary).toEqual(summary);
    expect(onePage.transaction_list).toHaveLength(1);
    expect(onePage.page_count).toBe(summary.count);
  });

  test("shows at most 1000 transactions per page", async () => {
    expect((await list({ page_size: "5000" })).page_size).toBe(1000);
  });

  test.each([
    ["payment", (amount: number) => amount > 0],
    ["refund", (amount: number) => amount < 0],
    ["chargeback", (amount: number) => amount < 0],
  ])("has every %s with the right sign", async (type, hasRightSign) => {
    const { transaction_list } = await list({ "search[transaction_type]": type });
    expect(transaction_list.length).toBeGreaterThan(1);
    for (const item of transaction_list) {
      expect(item.transaction_type).toBe(type);
      expect(hasRightSign(Number(item.amount))).toBe(true);
    }
  });

  test("counts the yearly subscriptions of 12345, as in the vendor's example", async () => {
    const search = { "search[product_id]": "12345", "search[billing_type]": "subscription", from: "-12M" };
    const { summary, transaction_list } = await list({ ...search, page_size: "1" });
    expect(summary.count).toBeGreaterThan(10);
    expect(transaction_list[0]).toMatchObject({ product_id: 12345, billing_type: "subscription" });
  });

  test("ignores search[order_type], which only listPurchases has", async () => {
    expect((await list({ "search[order_type]": "test" })).summary).toEqual((await list()).summary);
  });

  test("sorts by date, earning and amount", async () => {
    const dates = (await list({ sort_order: "desc" })).transaction_list.map((item) => item.created_at);
    expect(dates).toEqual([...dates].sort().reverse());
    const amounts = (await list({ sort_by: "amount" })).transaction_list.map((item) => cents(item.amount));
    expect(amounts).toEqual([...amounts].sort((a, b) => a - b));
    const earnings = (await list({ sort_by: "earning" })).transaction_list.map((item) => cents(item.earned_amount));
    expect(earnings).toEqual([...earnings].sort((a, b) => a - b));
  });
});

test("transactions and purchases agree to the cent", async () => {
  const { transaction_list } = await list();
  const args = { from: "start", page_size: "1000", load_transactions: "Y" };
  const { purchase_list } = await sandbox.data("listPurchases", args);
  expect(new Set(transaction_list.map(({ id }) => id)).size).toBe(transaction_list.length);
  for (const purchase of purchase_list) {
    const own = transaction_list.filter((item) => item.purchase_id === purchase.id);
    const payments = own.filter((item) => item.transaction_type === "payment");
    const later = Math.max(0, payments.length - 1) * cents(purchase.other_amounts);
    const first = payments.length > 0 ? cents(purchase.amount) : 0;
    expect(sum(payments, "amount")).toBe(first + later);
    expect(sum(own, "earned_amount")).toBe(cents(purchase.earned_amount));
    expect(purchase.transaction_list.map(({ id }: Transaction) => id)).toEqual(own.map(({ id }) => id));
    const returned = own.length - payments.length;
    expect(returned).toBeLessThanOrEqual(payments.length);
  }
  const known = new Set(purchase_list.map(({ id }: { id: string }) => id));
  expect(transaction_list.every((item) => known.has(item.purchase_id))).toBe(true);
});

test("the open payments of a purchase match its status", async () => {
  const { purchase_list, to } = await sandbox.data("listPurchases", { from: "start", page_size: "1000" });
  for (const { billing_status, billing_type, next_payment_at } of purchase_list) {
    expect(next_payment_at !== "").toBe(billing_status === "paying");
    expect(next_payment_at === "" || next_payment_at >= to.slice(0, 10)).toBe(true);
    expect(billing_status === "paying" && billing_type === "single_payment").toBe(false);
  }
});
