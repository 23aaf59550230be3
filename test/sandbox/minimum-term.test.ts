import { beforeEach, describe, expect, test } from "vitest";
import { openSandbox, type Sandbox, type WireArguments } from "./sandbox-client.ts";

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = openSandbox();
});

const CLUB_PLAN = "90003";
const YEARLY_PLAN = "90006";
const setClock = (now: string) => sandbox.control("POST", "/__clock", { now });
const bought = (purchase_id: string) => sandbox.data("getPurchase", { purchase_id });

/** A charge on demand of today, by default for the club under a plan with a minimum term. */
async function buy(cancel_policy: string, plan: WireArguments = {}): Promise<string> {
  await sandbox.data("updatePaymentplan", { paymentplan_id: CLUB_PLAN, "data[cancel_policy]": cancel_policy });
  const sale = { purchase_id: "K7M2QX9A", product_id: "67890", "payment_plan[template]": CLUB_PLAN, ...plan };
  return (await sandbox.data("createBillingOnDemand", sale)).created_purchase_id;
}

describe("the minimum term of a plan", () => {
  test("reaches an order that is charged on demand, and says until when that is bound", async () => {
    expect(await bought(await buy("12m_3m"))).toMatchObject({
      cancel_policy: "12m_3m",
      can_cancel_before: "2027-03-16",
    });
  });

  test("reaches an order over a buy URL, whether that names the plan or leaves it to the product", async () => {
    await sandbox.data("updatePaymentplan", { paymentplan_id: CLUB_PLAN, "data[cancel_policy]": "6m_0" });
    const plans: readonly WireArguments[] = [{}, { "payment_plan[template]": CLUB_PLAN }];
    for (const plan of plans) {
      const { url } = await sandbox.data("createBuyUrl", { product_id: "67890", ...plan });
      const { pathname, search } = new URL(url);
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      await sandbox.app.inject({ method: "POST", url: pathname + search, headers, payload: "email=neu%40example.com" });
      const { purchase_list } = await sandbox.data("listPurchases", {
        from: "now",
        "search[email]": "neu@example.com",
      });
      const terms = { cancel_policy: "6m_0", can_cancel_before: "2026-09-16" };
      expect(await bought(purchase_list.at(-1).id)).toMatchObject(terms);
    }
  });

  test("reaches the order of an upgrade", async () => {
    const offer = { name: "Kurs", to_product_id: "12345", upgrade_from: "67890" };
    const { upgrade_id } = await sandbox.data("createUpgrade", offer);
    const upgrade = { purchase_ids: "P4W8ZT3B", upgrade_id: String(upgrade_id), payment_plan_id: YEARLY_PLAN };
    const { new_purchase } = await sandbox.data("createUpgradePurchase", upgrade);
    expect(await bought(new_purchase.id)).toMatchObject({ cancel_policy: "12m_0", can_cancel_before: "2027-03-16" });
  });

  test("is none for terms that a call makes up, and for a single payment", async () => {
    const none = { cancel_policy: "", can_cancel_before: "" };
    const own = { "payment_plan[template]": "", "payment_plan[other_amounts]": "5" };
    expect(await bought(await buy("12m_3m", own))).toMatchObject({ billing_type: "subscription", ...none });
    await setClock("2026-03-16T09:30:00Z");
    const once = { "payment_plan[other_amounts]": "0" };
    expect(await bought(await buy("12m_3m", once))).toMatchObject({ billing_type: "single_payment", ...none });
  });

  test("stays as it was agreed when the plan changes", async () => {
    const id = await buy("24m_12m");
    await sandbox.data("updatePaymentplan", { paymentplan_id: CLUB_PLAN, "data[cancel_policy]": "" });
    expect(await bought(id)).toMatchObject({ cancel_policy: "24m_12m", can_cancel_before: "2028-03-16" });
  });

  test.each([
    ["6m_0", "2026-09-16T08:14:59Z", "2026-09-16"],
    ["6m_0", "2026-09-16T08:15:00Z", ""],
    ["12m_3m", "2027-03-16T09:15:00Z", "2027-06-16"],
    ["12m_3m", "2027-09-17T09:15:00Z", "2027-12-16"],
  ])("of %s binds at %s until '%s'", async (policy, now, end) => {
    const id = await buy(policy);
    await setClock(now);
    expect(await bought(id)).toMatchObject({ cancel_policy: policy, can_cancel_before: end });
  });

  test("is that of the shop's yearly subscriptions: those of the last year are bound, older ones free", async () => {
    const yearly = { from: "start", "search[product_id]": "12345", "search[billing_type]": "subscription" };
    const { purchase_list } = await sandbox.data("listPurchases", yearly);
    const paying = purchase_list.filter(({ billing_status }: WireArguments) => billing_status === "paying");
    const orders = await Promise.all(paying.map(({ id }: { id: string }) => bought(id)));
    const isYoung = ({ created_at }: { created_at: string }) => created_at > "2025-03-16 10:15:00";
    expect(new Set(orders.map(isYoung))).toEqual(new Set([true, false]));
    for (const order of orders) {
      const end = isYoung(order) ? order.next_payment_at : "";
      expect(order).toMatchObject({ cancel_policy: "12m_0", can_cancel_before: end });
    }
  });
});
