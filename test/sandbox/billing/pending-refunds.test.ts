import { beforeEach, expect, test } from "vitest";
import { openSandbox, orderWithForm, type Sandbox } from "../sandbox-client.ts";

let sandbox: Sandbox;
let purchase_id: string;
let transaction_id: string;

/** A new order that was paid by direct debit. */
beforeEach(async () => {
  sandbox = openSandbox();
  const offer = { product_id: "67890", "settings[pay_methods][0]": "elv" };
  purchase_id = await orderWithForm(sandbox, (await sandbox.data("createBuyUrl", offer)).url);
  transaction_id = String((await transactions())[0].id);
});

const transactions = async () => (await sandbox.data("getPurchase", { purchase_id })).transaction_list;
const refund = () => sandbox.data("refundTransaction", { transaction_id });
const setClock = (now: string) => sandbox.control("POST", "/__clock", { now });
const sums = async () => (await sandbox.data("statsSalesSummary")).for.all.amounts.EUR;

test("a refund of a direct debit waits until its bank cannot take it back, and moves no money until then", async () => {
  const before = await sums();
  expect(await refund()).toMatchObject({
    status: "pending",
    modified: "Y",
    pending_reason: "default_delay",
    pending_until: "2026-03-23 10:15:00",
    processed_at: "",
    error_reason: "",
  });
  expect(await transactions()).toHaveLength(1);
  expect(await sums()).toEqual(before);
});

test("a pending refund is booked when it is due, in order with the due payments", async () => {
  await refund();
  await setClock("2026-04-20T10:00:00Z");
  const found = (await transactions()).map((one: Record<string, string>) => [
    one["transaction_type"],
    one["created_at"],
    one["amount"],
  ]);
  expect(found).toEqual([
    ["payment", "2026-03-16 10:15:00", "19.90"],
    ["refund", "2026-03-23 10:15:00", "-19.90"],
    ["payment", "2026-04-16 10:15:00", "19.90"],
  ]);
  const { transaction_list } = await sandbox.data("listTransactions", { from: "2026-03-17", page_size: "1000" });
  const ids = transaction_list.map(({ id }: { id: number }) => id);
  expect(ids).toEqual([...ids].sort((a: number, b: number) => a - b));
  expect(await refund()).toMatchObject({ status: "error", error_reason: "refund_completed" });
});

test("a pending refund cannot be requested again", async () => {
  await refund();
  expect(await refund()).toMatchObject({ status: "error", modified: "N", error_reason: "refund_pending" });
  await setClock("2026-03-24T10:00:00Z");
  expect(await transactions()).toHaveLength(2);
});

test("a pending refund returns what is left when it is due", async () => {
  await refund();
  await sandbox.data("refundPartially", { purchase_id, amount: "5" });
  await setClock("2026-03-24T10:00:00Z");
  const amounts = (await transactions()).map(({ amount }: { amount: string }) => amount);
  expect(amounts).toEqual(["19.90", "-5.00", "-14.90"]);
});

test("a pending refund ends if everything is refunded earlier", async () => {
  await refund();
  await sandbox.data("refundPurchase", { purchase_id });
  await setClock("2026-03-24T10:00:00Z");
  expect(await transactions()).toHaveLength(2);
});

test("a direct debit of a week ago is refunded at once", async () => {
  await setClock("2026-03-23T09:15:00Z");
  expect(await refund()).toMatchObject({ status: "completed", processed_at: "2026-03-23 10:15:00" });
});
