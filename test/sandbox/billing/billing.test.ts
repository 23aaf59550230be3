import { beforeEach, describe, expect, test } from "vitest";
import { NOW, openSandbox, type Sandbox, type WireArguments } from "../sandbox-client.ts";

const MINUTE_MS = 60_000;
const NO_BILLING_KEY = "100001-SANDBOXNOBILLING";
let sandbox: Sandbox;
let now: Date;
beforeEach(() => {
  now = NOW;
  sandbox = openSandbox({ now: () => now });
});

const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * MINUTE_MS);
};
const bought = (purchase_id: string) => sandbox.data("getPurchase", { purchase_id });
const payments = async (purchase_id: string) => {
  const { transaction_list } = await bought(purchase_id);
  return transaction_list.map(({ amount }: { amount: string }) => amount);
};
const charge = (args: WireArguments = {}) =>
  sandbox.data("createBillingOnDemand", { purchase_id: "K7M2QX9A", product_id: "24680", ...args });

test.each([
  ["createBillingOnDemand", { purchase_id: "K7M2QX9A", product_id: "24680" }],
  ["createRebillingPayment", { purchase_id: "P4W8ZT3B" }],
  ["createUpgradePurchase", { purchase_ids: "K7M2QX9A", upgrade_id: "7301" }],
  ["createAddonChangePurchase", { purchase_id: "P4W8ZT3B", "addons[0][product_id]": "24680" }],
])("%s needs a right of the account, whatever the key may do", async (name, args: WireArguments) => {
  const { code, message } = await sandbox.call(name, args, NO_BILLING_KEY);
  expect({ code, message }).toEqual({
    code: 5,
    message: `Das Konto ist für Billing on Demand nicht freigeschaltet; ${name} braucht das`,
  });
  expect(await sandbox.call("createProductGroup", { "data[name]": "Neu" }, NO_BILLING_KEY)).toMatchObject({
    result: "success",
  });
});

describe("billing on demand", () => {
  test("charges the stored payment method of an order, as a new order of the same buyer", async () => {
    const answer = await charge();
    expect(answer).toMatchObject({ payment_status: "completed", billing_status: "completed", pay_url: "" });
    const purchase = await bought(answer.created_purchase_id);
    expect(purchase).toMatchObject({
      amount: "29.90",
      main_product_id: 24680,
      pay_method: "paypal",
      buyer: { email: "erika.beispiel@example.com" },
    });
    const { items } = await sandbox.data("listCommissions");
    expect(items.map(({ purchase_id }: { purchase_id: string }) => purchase_id)).toContain(answer.created_purchase_id);
    const { delivery } = await sandbox.data("listDeliveries", { "search[purchase_id]": answer.created_purchase_id });
    expect(delivery).toHaveLength(1);
  });

  test("accepts a quantity, add-ons, its own plan and a voucher", async () => {
    await sandbox.data("createVoucher", {
      "data[code]": "HALB",
      "data[first_rate]": "50",
      "data[is_count_limited]": "Y",
    });
    const { created_purchase_id, billing_status } = await charge({
      "payment_plan[first_amount]": "10",
      "payment_plan[other_amounts]": "4",
      "settings[quantity]": "3",
      "settings[voucher_code]": "HALB",
      "addons[0][product_id]": "13579",
      "addons[0][quantity]": "2",
      "tracking[affiliate]": "partnerin24",
    });
    expect(billing_status).toBe("paying");
    const { amount, other_amounts, items } = await bought(created_purchase_id);
    expect([amount, other_amounts]).toEqual(["313.00", "12.00"]);
    expect(items).toMatchObject([
      { product_id: 24680, quantity: 3, amount: "15.00" },
      { product_id: 13579, quantity: 2, amount: "298.00" },
    ]);
    expect((await sandbox.data("getVoucher", { code: "HALB" })).coupon.count_left).toBe(0);
    later(1);
    const again = { purchase_id: "K7M2QX9A", product_id: "24680", "settings[voucher_code]": "HALB" };
    expect(await sandbox.call("createBillingOnDemand", again)).toMatchObject({ code: 3 });
  });

  test("asks the buyer to pay if no payment method is stored", async () => {
    const answer = await charge({ purchase_id: "R6N1VC5D", product_id: "12345" });
    expect(answer).toMatchObject({ payment_status: "pending", billing_status: "unpaid" });
    expect(answer.pay_url).toContain(answer.created_purchase_id);
    expect(await payments(answer.created_purchase_id)).toEqual([]);
  });

  test("is limited to one a minute and ten a day for each order", async () => {
    await charge();
    const refused = { purchase_id: "K7M2QX9A", product_id: "24680" };
    expect(await sandbox.call("createBillingOnDemand", refused)).toMatchObject({ code: 3 });
    for (let count = 1; count < 10; count += 1) {
      later(1);
      await charge();
    }
    later(1);
    expect(await sandbox.call("createBillingOnDemand", refused)).toMatchObject({ code: 3 });
    await charge({ purchase_id: "P4W8ZT3B" });
    later(24 * 60);
    await charge();
  });

  test.each([
    [{ purchase_id: "NOORDER1" }, 4],
    [{ product_id: "999" }, 4],
    [{ "settings[voucher_code]": "NIE" }, 4],
    [{ "settings[voucher_code]": "SOMMER20" }, 3],
    [{ "settings[quantity]": "0" }, 3],
    [{ "addons[0][quantity]": "2" }, 4],
    [{ "payment_plan[template]": "90003" }, 4],
    [{ "payment_plan[currency]": "XXX" }, 3],
  ])("with %j charges nothing, and does not count", async (args: WireArguments, code) => {
    const call = { purchase_id: "K7M2QX9A", product_id: "24680", ...args };
    expect(await sandbox.call("createBillingOnDemand", call)).toMatchObject({ result: "error", code });
    await charge();
  });
});

describe("the next payment of an order", () => {
  const pay = (purchase_id: string) => sandbox.data("createRebillingPayment", { purchase_id });

  test("is charged now, and the one after it comes an interval later", async () => {
    expect((await bought("P4W8ZT3B")).next_payment_at).toBe("2026-04-05");
    expect(await pay("P4W8ZT3B")).toMatchObject({ payment_status: "completed", billing_status: "paying" });
    expect(await payments("P4W8ZT3B")).toEqual(["19.90", "19.90", "19.90", "19.90"]);
    expect((await bought("P4W8ZT3B")).next_payment_at).toBe("2026-05-05");
  });

  test("is reduced by the order's balance", async () => {
    const add = (amount: string) => sandbox.data("addBalanceToPurchase", { purchase_id: "P4W8ZT3B", amount });
    expect(await add("25")).toEqual({ old_balance: "0.00", new_balance: "25.00" });
    expect(await add("-3.50")).toEqual({ old_balance: "25.00", new_balance: "21.50" });
    await pay("P4W8ZT3B");
    await pay("P4W8ZT3B");
    expect((await payments("P4W8ZT3B")).slice(3)).toEqual(["0.00", "18.30"]);
    expect(await add("-100")).toEqual({ old_balance: "0.00", new_balance: "0.00" });
  });

  test("of instalments is the last one when all are paid", async () => {
    const plan = { "payment_plan[template]": "90002" };
    const { created_purchase_id: id } = await charge({ product_id: "12345", ...plan });
    expect((await pay(id)).billing_status).toBe("paying");
    expect((await pay(id)).billing_status).toBe("completed");
    expect((await bought(id)).next_payment_at).toBe("");
    expect(await sandbox.call("createRebillingPayment", { purchase_id: id })).toMatchObject({ code: 3 });
  });

  test("fails if the last one failed, and asks the buyer for new payment data", async () => {
    const rebilled = { from: "start", page_size: "1000", "search[billing_type]": "subscription,installment" };
    const { purchase_list } = await sandbox.data("listPurchases", rebilled);
    const failed = purchase_list.find(
      ({ billing_status }: { billing_status: string }) => billing_status === "reminding",
    );
    const { id, transaction_list: before } = await bought(failed.id);
    const answer = await pay(id);
    expect(answer).toMatchObject({ payment_status: "refused", billing_status: "payment_data_update_required" });
    expect(answer.payment_data_update_url).toContain(id);
    expect((await bought(id)).transaction_list).toEqual(before);
  });

  test.each(["K7M2QX9A", "NOORDER1"])("of %s does not exist", async (purchase_id) => {
    expect(await sandbox.call("createRebillingPayment", { purchase_id })).toMatchObject({ result: "error" });
    expect(await sandbox.call("addBalanceToPurchase", { purchase_id, amount: "1" })).toMatchObject({ result: "error" });
  });

  test("does not come after the order was stopped", async () => {
    await sandbox.data("stopRebilling", { purchase_id: "P4W8ZT3B" });
    expect(await sandbox.call("createRebillingPayment", { purchase_id: "P4W8ZT3B" })).toMatchObject({ code: 3 });
  });
});

describe("a change of the add-ons", () => {
  const change = (args: WireArguments) =>
    sandbox.data("createAddonChangePurchase", { purchase_id: "P4W8ZT3B", ...args });

  test("bills add-ons along with the order, and does not charge for paid ones again", async () => {
    const first = await change({ "addons[0][product_id]": "24680", "addons[0][amount]": "5" });
    expect(first).toMatchObject({ payment_status: "completed", billing_status: "paying" });
    expect(await bought(first.created_purchase_id)).toMatchObject({
      amount: "5.00",
      other_amounts: "5.00",
      next_payment_at: "2026-04-05",
      other_billing_intervals: "1_month",
    });
    const second = await change({
      "addons[0][product_id]": "24680",
      "addons[0][amount]": "5",
      "addons[0][quantity]": "3",
      "addons[1][product_id]": "13579",
      "addons[1][amount]": "2.50",
    });
    const purchase = await bought(second.created_purchase_id);
    expect(purchase).toMatchObject({ amount: "12.50", other_amounts: "17.50" });
    expect(purchase.items).toMatchObject([
      { product_id: 24680, quantity: 3, amount: "10.00" },
      { product_id: 13579, quantity: 1, amount: "2.50" },
    ]);
    expect((await bought(first.created_purchase_id)).billing_status).toBe("aborted");
  });

  test.each([
    [{ purchase_id: "K7M2QX9A" }, 3],
    [{ purchase_id: "NOORDER1" }, 4],
    [{ "addons[0][product_id]": "999" }, 4],
    [{ "addons[0][amount]": "viel" }, 3],
  ])("is refused with %j", async (args: WireArguments, code) => {
    const call = { purchase_id: "P4W8ZT3B", "addons[0][product_id]": "24680", ...args };
    expect(await sandbox.call("createAddonChangePurchase", call)).toMatchObject({ result: "error", code });
  });

  test("is refused for an order that was stopped", async () => {
    await sandbox.data("stopRebilling", { purchase_id: "P4W8ZT3B" });
    const call = { purchase_id: "P4W8ZT3B", "addons[0][product_id]": "24680" };
    expect(await sandbox.call("createAddonChangePurchase", call)).toMatchObject({ result: "error", code: 3 });
  });
});
