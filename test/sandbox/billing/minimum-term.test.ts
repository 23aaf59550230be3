import { beforeEach, describe, expect, test } from "vitest";
import { openSandbox, type Sandbox, type WireArguments } from "../sandbox-client.ts";

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
  test("applies to an order that is charged on demand, which shows the end of its term", async () => {
    expect(await bought(await buy("12m_3m"))).toMatchObject({
      cancel_policy: "12m_3m",
      can_cancel_before: "2027-03-16",
    });
  });

  test("applies to an order over a buy URL, whether that names the plan or leaves it to the product", async () => {
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

  test("applies to the order of an upgrade", async () => {
    const offer = { name: "Kurs", to_product_id: "12345", upgrade_from: "67890" };
    const { upgrade_id } = await sandbox.data("createUpgrade", offer);
    const upgrade = { purchase_ids: "P4W8ZT3B", upgrade_id: String(upgrade_id), payment_plan_id: YEARLY_PLAN };
    const { new_purchase } = await sandbox.data("createUpgradePurchase", upgrade);
    expect(await bought(new_purchase.id)).toMatchObject({ cancel_policy: "12m_0", can_cancel_before: "2027-03-16" });
  });

  test("does not exist for terms given in a call, or for a single payment", async () => {
    const none = { cancel_policy: "", can_cancel_before: "" };
    const own = { "payment_plan[template]": "", "payment_plan[other_amounts]": "5" };
    expect(await bought(await buy("12m_3m", own))).toMatchObject({ billing_type: "subscription", ...none });
    await setClock("2026-03-16T09:30:00Z");
    const once = { "payment_plan[other_amounts]": "0" };
    expect(await bought(await buy("12m_3m", once))).toMatchObject({ billing_type: "single_payment", ...none });
  });

  test("stays as agreed when the plan changes", async () => {
    const id = await buy("24m_12m");
    await sandbox.data("updatePaymentplan", { paymentplan_id: CLUB_PLAN, "data[cancel_policy]": "" });
    expect(await bought(id)).toMatchObject({ cancel_policy: "24m_12m", can_cancel_before: "2028-03-16" });
  });

  test.each([
    ["6m_0", "2026-09-16T08:14:59Z", "2026-09-16"],
    ["6m_0", "2026-09-16T08:15:00Z", ""],
    ["12m_3m", "2027-03-16T09:15:00Z", "2027-06-16"],
    ["12m_3m", "2027-09-17T09:15:00Z", "2027-12-16"],
  ])("of %s, seen at %s, ends at '%s'", async (policy, now, end) => {
    const id = await buy(policy);
    await setClock(now);
    expect(await bought(id)).toMatchObject({ cancel_policy: policy, can_cancel_before: end });
  });

  test("binds the shop's yearly subscriptions of the last year, but not the older ones", async () => {
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

describe("an order in its minimum term", () => {
  const stop = (purchase_id: string, wishes: WireArguments = {}) =>
    sandbox.data("stopRebilling", { purchase_id, ...wishes });
  const paymentCount = async (id: string) => (await bought(id)).transaction_list.length;
  /** As kind and day, with the number of payments up to then. */
  async function changesOf(id: string): Promise<readonly string[]> {
    const { items } = await sandbox.data("listRebillingStatusChanges", { from: "start", page_size: "1000" });
    const own = items.filter(({ purchase_id }: { purchase_id: string }) => purchase_id === id);
    return own.map((one: WireArguments & { created_at: string }) =>
      [one["type"], one.created_at.slice(0, 10), one["pay_sequence_no"]].join(" "),
    );
  }
  const LATER = {
    code: "stopped_later",
    billing_status: "paying",
    rebilling_active: "Y",
    is_cancelled_now: "N",
    is_cancelled_later: "Y",
    can_cancel_before: "2026-09-16",
  };
  const NOW_ENDED = {
    code: "stopped_now",
    billing_status: "aborted",
    rebilling_active: "N",
    next_payment_at: "",
    is_cancelled_now: "Y",
    is_cancelled_later: "N",
    can_cancel_before: "",
  };

  test("that is stopped continues until the end of the term, is paid until then, and not after", async () => {
    const id = await buy("6m_0");
    await setClock("2026-04-10T10:00:00Z");
    expect(await stop(id)).toMatchObject({ modified: "Y", next_payment_at: "2026-04-16", ...LATER });
    expect(await bought(id)).toMatchObject({ billing_status: "paying", can_cancel_before: "2026-09-16" });
    await setClock("2026-09-16T08:14:59Z");
    expect(await bought(id)).toMatchObject({ billing_status: "paying", next_payment_at: "" });
    expect(await paymentCount(id)).toBe(6);
    await setClock("2027-12-01T10:00:00Z");
    expect(await bought(id)).toMatchObject({ billing_status: "aborted", next_payment_at: "", can_cancel_before: "" });
    expect(await paymentCount(id)).toBe(6);
    expect(await stop(id)).toMatchObject({ modified: "N", ...NOW_ENDED });
  });

  test("shows among the changes when it was cancelled, and its last paid day with the end of the term", async () => {
    const id = await buy("6m_0");
    await setClock("2026-04-10T10:00:00Z");
    await stop(id);
    expect(await changesOf(id)).toEqual(["rebill_cancelled 2026-04-10 1"]);
    await setClock("2027-12-01T10:00:00Z");
    expect(await changesOf(id)).toEqual(["rebill_cancelled 2026-04-10 1", "last_paid_day 2026-09-16 6"]);
  });

  test("that is stopped a second time gets the same answer and does not change", async () => {
    const id = await buy("6m_0");
    await setClock("2026-04-10T10:00:00Z");
    await stop(id);
    expect(await stop(id)).toMatchObject({ modified: "N", ...LATER });
    expect(await changesOf(id)).toHaveLength(1);
  });

  test("ends at once while one of its payments can be refunded, unless the call says to ignore that", async () => {
    const id = await buy("6m_0");
    await setClock("2026-03-30T08:15:00Z");
    expect(await stop(id, { ignore_refund_possibility: "Y" })).toMatchObject({ modified: "Y", ...LATER });
    expect(await stop(id)).toMatchObject({ modified: "Y", ...NOW_ENDED });
    expect(await changesOf(id)).toEqual(["rebill_cancelled 2026-03-30 1"]);
    await setClock("2026-04-16T08:15:00Z");
    expect(await changesOf(id)).toEqual(["rebill_cancelled 2026-03-30 1", "last_paid_day 2026-04-16 1"]);
  });

  test("is held to its term once everything paid has been refunded", async () => {
    const id = await buy("6m_0");
    const [{ id: transaction_id }] = (await bought(id)).transaction_list;
    await sandbox.data("refundTransaction", { transaction_id: String(transaction_id) });
    expect(await stop(id)).toMatchObject({ modified: "Y", ...LATER });
  });

  test("ends at once by force, whether it was stopped before or not, and whatever else the call says", async () => {
    const force = { force: "Y", ignore_refund_possibility: "Y" };
    const id = await buy("6m_0");
    await setClock("2026-04-10T10:00:00Z");
    const other = await buy("6m_0");
    await stop(id);
    expect(await stop(id, force)).toMatchObject({ modified: "Y", ...NOW_ENDED });
    expect(await stop(other, force)).toMatchObject({ modified: "Y", ...NOW_ENDED });
    expect(await bought(id)).toMatchObject({ billing_status: "aborted", can_cancel_before: "" });
  });

  test("continues past the term if it is started again, and is paid as if it had never been stopped", async () => {
    const id = await buy("6m_0");
    await setClock("2026-08-20T10:00:00Z");
    await sandbox.data("updatePurchase", { purchase_id: id, "data[next_payment_at]": "2026-09-20" });
    expect(await stop(id, { ignore_refund_possibility: "Y" })).toMatchObject({ next_payment_at: "", ...LATER });
    expect(await sandbox.data("startRebilling", { purchase_id: id })).toMatchObject({
      modified: "Y",
      billing_status: "paying",
      next_payment_at: "2026-09-20",
    });
    expect(await sandbox.data("startRebilling", { purchase_id: id })).toMatchObject({ modified: "N" });
    await setClock("2026-09-21T10:00:00Z");
    expect(await bought(id)).toMatchObject({ billing_status: "paying", next_payment_at: "2026-10-20" });
    expect(await changesOf(id)).toEqual(["rebill_cancelled 2026-08-20 6", "rebill_resumed 2026-08-20 6"]);
  });

  test("is bound for the time by which it was extended", async () => {
    const id = await buy("6m_6m");
    await setClock("2026-10-10T10:00:00Z");
    expect(await stop(id)).toMatchObject({ ...LATER, can_cancel_before: "2027-03-16" });
  });

  test("whose end is set is not charged for the time after that end", async () => {
    const id = await buy("6m_0");
    await setClock("2026-09-01T10:00:00Z");
    await stop(id);
    expect(await sandbox.call("createRebillingPayment", { purchase_id: id })).toMatchObject({ code: 3 });
    expect(await paymentCount(id)).toBe(6);
  });

  test("is completed by its last instalment, even if its end was set for later", async () => {
    const three = { product_id: "12345", "payment_plan[template]": "90002" };
    await sandbox.data("updatePaymentplan", { paymentplan_id: "90002", "data[cancel_policy]": "6m_0" });
    const id = await buy("", three);
    await setClock("2026-04-10T10:00:00Z");
    expect(await stop(id)).toMatchObject(LATER);
    await setClock("2027-01-01T10:00:00Z");
    expect(await bought(id)).toMatchObject({ billing_status: "completed", can_cancel_before: "" });
    expect(await paymentCount(id)).toBe(3);
  });

  test("ends when everything is refunded, whenever its end was set for", async () => {
    const id = await buy("6m_0");
    await setClock("2026-04-10T10:00:00Z");
    await stop(id);
    await sandbox.data("refundPurchase", { purchase_id: id, force: "Y" });
    await setClock("2027-01-01T10:00:00Z");
    expect(await bought(id)).toMatchObject({ billing_status: "aborted" });
    expect(await changesOf(id)).toEqual(["rebill_cancelled 2026-04-10 1"]);
  });

  test.each(["force", "ignore_refund_possibility"])("stays the same if %s is not a flag", async (name) => {
    const id = await buy("6m_0");
    expect(await sandbox.call("stopRebilling", { purchase_id: id, [name]: "vielleicht" })).toMatchObject({ code: 3 });
    expect(await bought(id)).toMatchObject({ billing_status: "paying" });
  });

  test("does not apply to an order without running payments, which ends now", async () => {
    const id = await buy("6m_0", { purchase_id: "R6N1VC5D" });
    expect(await bought(id)).toMatchObject({ billing_status: "unpaid", can_cancel_before: "" });
    expect(await stop(id)).toMatchObject({ modified: "Y", ...NOW_ENDED });
  });
});
