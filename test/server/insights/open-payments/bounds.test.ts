import { afterEach, expect, test } from "vitest";
import { openTestApp } from "../../../support/test-app.ts";
import type { Answer } from "../insight-shop.ts";
import { type ListUpstream, startListUpstream } from "../list-upstream.ts";

const NOW = Date.parse("2026-03-31T12:00:00Z");

const NO_ORDERS = { result: "success", data: { page_count: 1, item_count: 0, purchase_list: [] } };

interface Changes {
  readonly [field: string]: unknown;
}

let upstream: ListUpstream;

afterEach(() => upstream.close());

function order(id: string, changes: Changes = {}) {
  return {
    id,
    created_at: "2026-01-31 10:00:00",
    order_type: "live",
    billing_status: "unpaid",
    billing_type: "subscription",
    amount: "10.00",
    other_amounts: "20.00",
    currency: "EUR",
    number_of_installments: 0,
    other_billing_intervals: "1_month",
    main_product_id: 1,
    pay_method: "paypal",
    buyer: { id, first_name: "Erika", last_name: "Beispiel", email: "erika@example.com" },
    first_billing_interval: "1_month",
    transaction_list: [{ transaction_type: "payment", amount: "10.00", created_at: "2026-01-31 10:00:00" }],
    ...changes,
  };
}

type Order = ReturnType<typeof order>;

interface ReportOptions {
  readonly env?: Record<string, string>;
  /** Several orders as a list, as another version of the API answers. */
  readonly asList?: boolean;
  readonly pageSize?: number;
}

async function report(
  orders: readonly Order[],
  { env = {}, asList = false, pageSize = 2 }: ReportOptions = {},
): Promise<Answer> {
  upstream = await startListUpstream({
    lists: { listPurchases: ["purchase_list", orders] },
    pageSize,
    onCall: (call, { search, purchase_id: purchaseIds }) => {
      if (call.startsWith("getPurchase")) {
        const ids = String(purchaseIds).split(",");
        const found = orders.filter(({ id }) => ids.includes(id));
        const several = asList ? found : Object.fromEntries(found.map((one) => [one.id, one]));
        return { result: "success", data: found.length === 1 ? found[0] : several };
      }
      // All orders here are recurring ones.
      return JSON.stringify(search).includes("subscription") ? undefined : NO_ORDERS;
    },
  });
  const { callTool, app } = openTestApp({ DIGISTORE24_API_URL: upstream.apiUrl, ...env }, { now: () => NOW });
  const { answer, text } = await callTool("reportOpenPayments");
  await app.close();
  expect(answer, text).toBeDefined();
  return answer as Answer;
}

async function openOf(changes: Changes) {
  const { open_payments: rows, left_out: leftOut } = await report([order("A", changes)]);
  const [row] = rows;
  return row ? [row.open, row.missed_payments, row.days_behind] : leftOut;
}

test("every payment of the plan that was not made is open", async () => {
  // Due on 31 January, 28 February and 31 March.
  expect(await openOf({})).toEqual(["40.00", 2, 31]);
});

test("a trial's first interval decides when the second payment is due", async () => {
  expect(await openOf({ first_billing_interval: "14_day" })).toEqual(["40.00", 2, 45]);
  expect(await openOf({ first_billing_interval: "2_month" })).toEqual(["20.00", 1, 0]);
});

test("instalments end with the last one", async () => {
  expect(await openOf({ billing_type: "installment", number_of_installments: 2 })).toEqual(["20.00", 1, 31]);
});

test("a payment in part leaves the rest open", async () => {
  const paid = [
    { transaction_type: "payment", amount: "10.00", created_at: "2026-01-31 10:00:00" },
    { transaction_type: "payment", amount: "15.50", created_at: "2026-03-02 10:00:00" },
  ];
  expect(await openOf({ transaction_list: paid })).toEqual(["24.50", 2, 31]);
});

test("a refund does not make a payment due again, a chargeback does", async () => {
  const [payment] = order("A").transaction_list;
  const back = (type: string) => ({ transaction_type: type, amount: "-10.00", created_at: "2026-02-05 10:00:00" });
  expect(await openOf({ transaction_list: [payment, back("refund")] })).toEqual(["40.00", 2, 31]);
  expect(await openOf({ transaction_list: [payment, back("chargeback")] })).toEqual(["50.00", 3, 59]);
});

test("what was paid in excess is never a negative amount", async () => {
  const paid = [{ transaction_type: "payment", amount: "500.00", created_at: "2026-01-31 10:00:00" }];
  expect(await openOf({ transaction_list: paid })).toMatchObject({ unpaid_but_nothing_due_by_plan: 1 });
});

test("an order whose plan cannot be understood is in no sum, and is counted", async () => {
  expect(await openOf({ other_billing_intervals: "0_month" })).toMatchObject({ plan_not_understood: 1 });
});

test.each([false, true])("two currencies are never added (orders as a list: %s)", async (asList) => {
  const orders = [order("A"), order("B", { currency: "USD", first_billing_interval: "2_month" })];
  const { totals, _complete } = await report(orders, { asList });
  expect(_complete).toBe(true);
  expect(totals).toMatchObject({ EUR: { orders: 1, open: "40.00" }, USD: { orders: 1, open: "20.00" } });
});

test("test orders and paying orders are in no sum", async () => {
  const orders = [order("A", { billing_status: "paying" }), order("B", { order_type: "test" }), order("C")];
  const { totals, left_out: leftOut } = await report(orders);
  expect(totals.EUR).toMatchObject({ orders: 1, open: "40.00" });
  expect(leftOut).toMatchObject({ open_test_orders: 1 });
});

const DAYS = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15", "16"];
const PLACED_ON_DAYS = DAYS.map((day) => order(`ORDER${day}`, { created_at: `2026-03-${day} 10:00:00` }));

test("a report that needs more calls than allowed covers the oldest orders, and says so", async () => {
  const unpaid = PLACED_ON_DAYS.map((one) => ({ ...one, transaction_list: [] }));
  const answer = await report(unpaid, { env: { INSIGHTS_MAX_CALLS: "5" } });
  // Four pages of two orders, and one call for the payments of these.
  expect(upstream.calls.length).toBe(5);
  const { _complete, orders_placed: placed, totals, notes } = answer;
  expect(_complete).toBe(false);
  expect(placed.to).toBe("2026-03-08 10:00:00");
  expect(totals.EUR).toMatchObject({ orders: 8, open: "80.00" });
  expect(notes).toEqual([
    "Stopped after 5 calls to Digistore24, which is the operator's limit for one answer (INSIGHTS_MAX_CALLS).",
    "NOT all orders: everything here covers only those placed in the time above.",
    "Single payments by bank transfer are not included: they could not be read in full.",
  ]);
});

test("orders whose payments could not be read are in no sum, and are counted", async () => {
  const orders = Array.from({ length: 1300 }, (_, index) => order(`ORDER${index}`, { transaction_list: [] }));
  const answer = await report(orders, { env: { INSIGHTS_MAX_CALLS: "5" }, pageSize: 1000 });
  const { left_out: leftOut, notes, totals, _complete } = answer;
  expect(_complete).toBe(false);
  // Three calls are for lists, which leaves two of 200 orders each.
  expect(leftOut).toMatchObject({ payments_not_read: 900 });
  expect(totals.EUR.orders).toBe(400);
  expect(notes).toContain(
    "Further unpaid or reminded orders: 900. Their payments could not be read, so no sum includes them.",
  );
});
