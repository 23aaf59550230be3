import { afterEach, expect, test } from "vitest";
import { openTestApp } from "../../../support/test-app.ts";
import type { Answer } from "../insight-shop.ts";
import { type ListUpstream, type Rows, startListUpstream } from "../list-upstream.ts";

const NOW = Date.parse("2026-11-29T06:00:00Z");
const OCTOBER = { from: "2026-10-01", to: "2026-10-31" };

let upstream: ListUpstream | undefined;

afterEach(() => upstream?.close());

interface Shop {
  readonly orders?: Rows;
  readonly changes?: Rows;
  readonly env?: Record<string, string>;
  readonly pageSize?: number;
  readonly onCall?: Parameters<typeof startListUpstream>[0]["onCall"];
}

async function report({ orders = [], changes = [], env = {}, pageSize = 100, onCall }: Shop, args: object = OCTOBER) {
  upstream = await startListUpstream({
    lists: { listPurchases: ["purchase_list", orders], listRebillingStatusChanges: ["items", changes] },
    pageSize,
    ...(onCall && { onCall }),
  });
  const { callTool, app } = openTestApp({ DIGISTORE24_API_URL: upstream.apiUrl, ...env }, { now: () => NOW });
  const result = await callTool("reportSubscriptions", args);
  await app.close();
  return { ...result, answer: result.answer as Answer };
}

const order = (id: string, row: object = {}) => ({
  id,
  created_at: "2026-01-10 10:00:00",
  main_product_id: 1,
  main_product_name: "Club",
  currency: "EUR",
  other_amounts: "10.00",
  other_billing_intervals: "1_month",
  billing_status: "paying",
  next_payment_at: "2026-12-10",
  buyer: { id: 7, email: "buyer@example.com", first_name: "Ada", last_name: "Example" },
  ...row,
});
const gone = (id: string, row: object = {}) => order(id, { billing_status: "aborted", next_payment_at: "", ...row });
const change = (id: string, type = "rebill_cancelled", day = "2026-10-15") => ({
  purchase_id: id,
  created_at: `${day} 12:00:00`,
  type,
});

test("currencies are kept apart, and the lost ones of none crowd out those of another", async () => {
  const yen = Array.from({ length: 60 }, (_, no) => gone(`YEN${no}`, { currency: "JPY", other_amounts: "1500.00" }));
  const orders = [...yen, gone("EURO"), order("STAYS")];
  const { answer, text } = await report({ orders, changes: [...yen, { id: "EURO" }].map(({ id }) => change(id)) });
  expect(answer["totals"]).toMatchObject({
    EUR: { active_at_start: 2, cancelled: 1, active_at_end: 1, monthly_revenue_lost: "10.00", churn_percent: 50 },
    JPY: { active_at_start: 60, cancelled: 60, active_at_end: 0, monthly_revenue_lost: "90000.00", churn_percent: 100 },
  });
  expect(answer["lost"].map((row: Answer) => row["order_id"])).toContain("EURO");
  expect(text.length).toBeLessThanOrEqual(8000);
});

test("the lost ones that do not fit are summed up per currency", async () => {
  const orders = Array.from({ length: 90 }, (_, no) => gone(`ORDER${no}`, { other_amounts: `${no + 1}.00` }));
  const { answer } = await report({ orders, changes: orders.map(({ id }) => change(id)) });
  const { lost, lost_not_shown: rest, totals } = answer;
  expect(lost[0]).toMatchObject({ order_id: "ORDER89", monthly: "90.00" });
  const shown = lost.reduce((sum: number, { monthly }: Answer) => sum + Number(monthly), 0);
  expect(lost.length + rest.EUR.subscriptions).toBe(90);
  expect(shown + Number(rest.EUR.monthly_revenue)).toBe(Number(totals.EUR.monthly_revenue_lost));
});

test("the products with the most revenue are shown, and the rest is summed up", async () => {
  const orders = [
    // Over before the period: these may take no place of another product.
    ...Array.from({ length: 40 }, (_, no) => gone(`OLD${no}`, { main_product_id: 100 + (no % 10) })),
    ...Array.from({ length: 12 }, (_, no) => order(`NOW${no}`, { main_product_id: no, other_amounts: `${no + 1}.00` })),
  ];
  const changes = orders.slice(0, 40).map(({ id }) => change(id, "rebill_cancelled", "2026-03-01"));
  const { answer } = await report({ orders, changes });
  const { by_product: rows, products_not_shown: rest, totals } = answer;
  expect(rows.map((row: Answer) => row["product_id"])).toEqual(["11", "10", "9", "8", "7", "6", "5", "4"]);
  expect(rest.EUR).toMatchObject({
    products: 4,
    active_at_start: 4,
    active_at_end: 4,
    monthly_revenue_at_end: "10.00",
  });
  const shown = rows.reduce((sum: number, row: Answer) => sum + Number(row["monthly_revenue_at_end"]), 0);
  expect(shown + 10).toBe(Number(totals.EUR.monthly_revenue_at_end));
});

test("one that is cancelled but bound to a minimum term comes with its next payment", async () => {
  const orders = [gone("FREE"), order("BOUND")];
  const { answer } = await report({ orders, changes: [change("FREE"), change("BOUND")] });
  const next = Object.fromEntries(answer["lost"].map(({ order_id: id, next_payment: at }: Answer) => [id, at]));
  expect(next).toEqual({ FREE: undefined, BOUND: "2026-12-10" });
});

test("one that was cancelled and resumed in the period is neither lost nor churn", async () => {
  const changes = [change("A"), change("A", "rebill_resumed", "2026-10-20")];
  const { answer } = await report({ orders: [order("A")], changes });
  expect(answer["totals"].EUR).toMatchObject({ cancelled: 1, resumed: 1, active_at_end: 1, churn_percent: 0 });
  expect(answer["lost"]).toEqual([]);
});

test("one that was placed and cancelled in the period is new and lost, but no churn", async () => {
  const orders = [order("OLD"), gone("SHORT", { created_at: "2026-10-02 08:00:00" })];
  const { answer } = await report({ orders, changes: [change("SHORT")] });
  expect(answer["totals"].EUR).toMatchObject({
    active_at_start: 1,
    new: 1,
    cancelled: 1,
    active_at_end: 1,
    churn_percent: 0,
  });
  expect(answer["lost"]).toMatchObject([{ order_id: "SHORT", cancelled: "2026-10-15", customer_since: "2026-10-02" }]);
});

test("the last second of a period belongs to it, and the next one to the period after", async () => {
  const orders = [
    order("LAST", { created_at: "2026-10-31 23:59:59" }),
    order("NEXT", { created_at: "2026-11-01 00:00:00" }),
  ];
  expect((await report({ orders })).answer["totals"].EUR).toMatchObject({ new: 1, active_at_end: 1 });
  await upstream?.close();
  const november = await report({ orders }, { from: "2026-11-01", to: "2026-11-28" });
  expect(november.answer["totals"].EUR).toMatchObject({ active_at_start: 1, new: 1, active_at_end: 2 });
});

test("an interval that is not understood counts without revenue, and the answer says how many", async () => {
  const orders = [order("A"), order("B", { other_billing_intervals: "sometimes" })];
  const { answer } = await report({ orders });
  expect(answer["totals"].EUR).toMatchObject({ active_at_end: 2, monthly_revenue_at_end: "10.00" });
  expect(answer["left_out"].without_monthly_revenue).toBe(1);
});

test("one that ended at an unknown time is counted apart", async () => {
  const { answer } = await report({ orders: [gone("A")] });
  expect(answer).toMatchObject({ totals: {}, left_out: { ended_at_an_unknown_time: 1 } });
  expect(answer["notes"]).toEqual([expect.stringContaining("does not say when they ended")]);
});

test("no subscriptions at all", async () => {
  const { answer } = await report({});
  expect(answer).toMatchObject({ _complete: true, totals: {}, by_product: [], lost: [] });
  expect(answer["notes"]).toEqual(["This account had sold no subscriptions of its own by the end of this period."]);
});

test("without all orders, nothing is summed up and nothing is claimed about their ends", async () => {
  const orders = Array.from({ length: 30 }, (_, no) => gone(`ORDER${no}`));
  const { answer } = await report({ orders, pageSize: 2, env: { INSIGHTS_MAX_CALLS: "5" } });
  expect(upstream?.calls).toHaveLength(5);
  expect(answer["_complete"]).toBe(false);
  expect(Object.keys(answer)).toEqual(["_complete", "notes", "period", "left_out", "rules"]);
  expect(answer["left_out"]).toEqual({});
  expect(answer["notes"]).toEqual([
    "Stopped after 5 calls to Digistore24, which is the operator's limit for one answer (INSIGHTS_MAX_CALLS).",
    "NOTHING is summed up, because the sums need every subscription and every change: 8 of 30 subscriptions and all 0 changes of their billing were read. Name product_ids or ask the operator of this server to raise INSIGHTS_MAX_CALLS.",
  ]);
});

test("without all changes, nothing is summed up either", async () => {
  const changes = Array.from({ length: 30 }, (_, no) => change(`ORDER${no}`));
  const { answer } = await report({ orders: [order("A")], changes, pageSize: 2, env: { INSIGHTS_MAX_CALLS: "5" } });
  expect(answer["totals"]).toBeUndefined();
  expect(answer["notes"][1]).toContain("all 1 subscriptions and 8 of 30 changes of their billing");
  // Fewer orders do not make the list of changes shorter.
  expect(answer["notes"][1]).not.toContain("product_ids");
});

test.each(["listPurchases 3", "listRebillingStatusChanges 2"])("a failure of %s is an error", async (failing) => {
  const orders = Array.from({ length: 9 }, (_, no) => order(`ORDER${no}`));
  const { isError, text } = await report({
    orders,
    changes: orders.map(({ id }) => change(id)),
    pageSize: 2,
    onCall: (call) => (call === failing ? { result: "error", code: 7, message: "Kaputt" } : undefined),
  });
  const [name, page] = failing.split(" ");
  expect(isError).toBe(true);
  expect(text).toMatch(new RegExp(`^reportSubscriptions: ${name}, page ${page}: .*Kaputt`));
});

test("a buyer is only an id", async () => {
  const { text } = await report({ orders: [gone("A")], changes: [change("A")] });
  expect(text).toContain('"buyer_id":"7"');
  expect(text).not.toMatch(/buyer@example\.com|Ada/);
});
