import { expect, test } from "vitest";
import { NOW, openSandbox, type Sandbox } from "../sandbox-client.ts";

/** The key that every digital purchase has but the one of the description's example. */
function keyOf(purchaseId: string): string {
  return `MUSTER-${purchaseId.slice(0, 4)}-${purchaseId.slice(4)}`;
}

async function check({ data }: Sandbox, purchase_id: string) {
  return data("validateLicenseKey", { purchase_id, license_key: keyOf(purchase_id) });
}

async function purchasesWith({ data }: Sandbox, search: Record<string, string>, status: string) {
  const list = await data("listPurchases", {
    from: "start",
    load_transactions: "Y",
    "search[role]": "vendor",
    ...search,
  });
  return list.purchase_list.filter(({ billing_status }: { billing_status: string }) => billing_status === status);
}

test("the key of the description's example is valid, and the answer names the order", async () => {
  const { data } = openSandbox();
  const args = { purchase_id: "K7M2QX9A", license_key: "MUSTER-0000-1111-2222" };
  expect(await data("validateLicenseKey", args)).toEqual({
    is_license_valid: "Y",
    is_license_key_found: "Y",
    ...args,
    product_id: 12345,
    product_name: "Online-Kurs Zeitmanagement",
    billing_tatus: "completed",
    billing_tatus_msg: "Abgeschlossen",
    last_payment_at: "2026-03-14 09:30:12",
    last_payment_at_msg: "14.03.2026",
    next_payment_at: "",
    next_payment_at_msg: "",
    last_transaction_type: "payment",
    last_transaction_type_msg: "Zahlung",
    paid_until: "",
    paid_until_msg: "",
  });
});

test("a subscription has a valid license until its next payment", async () => {
  const sandbox = openSandbox();
  const { next_payment_at } = await sandbox.data("getPurchase", { purchase_id: "P4W8ZT3B" });
  expect(await check(sandbox, "P4W8ZT3B")).toMatchObject({
    is_license_valid: "Y",
    billing_tatus: "paying",
    paid_until: next_payment_at,
    paid_until_msg: next_payment_at.split("-").reverse().join("."),
  });
});

test("the license of a cancelled subscription is valid until the paid time is over", async () => {
  let now = NOW;
  const sandbox = openSandbox({ now: () => now });
  const aborted = await purchasesWith(sandbox, { "search[billing_type]": "subscription" }, "aborted");
  const answers = await Promise.all(aborted.map(({ id }: { id: string }) => check(sandbox, id)));
  const open = answers.find(({ is_license_valid }) => is_license_valid === "Y");
  expect(open.paid_until >= "2026-03-16").toBe(true);
  now = new Date(Date.parse(`${open.paid_until}T23:59:59Z`) + 3_600_000);
  expect(await check(sandbox, open.purchase_id)).toMatchObject({ is_license_valid: "N", paid_until: open.paid_until });
});

test.each(["unpaid", "reminding"])(
  "an order that is %s has no valid license once the paid time is over",
  async (status) => {
    const sandbox = openSandbox();
    const orders = await purchasesWith(sandbox, { "search[product_id]": "67890" }, status);
    expect(orders.length).toBeGreaterThan(0);
    for (const { id } of orders) {
      const { is_license_valid, paid_until } = await check(sandbox, id);
      expect({ id, is_license_valid }).toEqual({ id, is_license_valid: paid_until > "2026-03-16" ? "Y" : "N" });
    }
  },
);

test("a refunded payment ends the license", async () => {
  const sandbox = openSandbox();
  const single = { "search[billing_type]": "single_payment", "search[product_id]": "12345" };
  const [refunded] = await purchasesWith(sandbox, { ...single, "search[transaction_type]": "refund" }, "completed");
  expect(await check(sandbox, refunded.id)).toMatchObject({
    is_license_valid: "N",
    is_license_key_found: "Y",
    last_transaction_type: "refund",
  });
});

test.each([
  ["K7M2QX9A", "MUSTER-9999"],
  ["R6N1VC5D", keyOf("R6N1VC5D")],
])("%s has no key %s, and the answer does not reveal the order", async (purchase_id, license_key) => {
  const { data } = openSandbox();
  const answer = await data("validateLicenseKey", { purchase_id, license_key });
  expect(answer).toEqual({ is_license_valid: "N", is_license_key_found: "N", purchase_id, license_key });
});

test("an unknown order is not found", async () => {
  const { call } = openSandbox();
  const args = { purchase_id: "NONE", license_key: "MUSTER-0000-1111-2222" };
  expect(await call("validateLicenseKey", args)).toMatchObject({ code: 4, message: "Bestellung nicht gefunden: NONE" });
});
