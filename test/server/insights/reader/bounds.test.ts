import { afterEach, expect, test } from "vitest";
import { openTestApp } from "../../../support/test-app.ts";
import type { Answer } from "../insight-shop.ts";
import { type ListUpstream, startListUpstream } from "../list-upstream.ts";

const DAYS = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15", "16"];
const PAYMENTS = DAYS.map((day, index) => ({
  id: index,
  purchase_id: `ORDER${day}`,
  created_at: `2026-11-${day} 10:00:00`,
  transaction_type: "payment",
  amount: "10.00",
  vat_amount: "1.60",
  earned_amount: "8.00",
  currency: index % 2 === 0 ? "EUR" : "USD",
  product_id: 1,
  pay_method: "paypal",
  billing_type: "single_payment",
}));
const ORDERS = PAYMENTS.map(({ purchase_id: id, created_at, currency, amount }) => ({
  id,
  created_at,
  currency,
  amount,
}));

let upstream: ListUpstream;

afterEach(() => upstream.close());

async function report(env: Record<string, string>, onCall?: Parameters<typeof startListUpstream>[0]["onCall"]) {
  upstream = await startListUpstream({
    lists: { listTransactions: ["transaction_list", PAYMENTS], listPurchases: ["purchase_list", ORDERS] },
    ...(onCall && { onCall }),
  });
  const { callTool, app } = openTestApp({ DIGISTORE24_API_URL: upstream.apiUrl, ...env });
  const result = await callTool("reportSales", { from: "2026-11-01", to: "2026-11-16" });
  await app.close();
  return result;
}

test("every page is read once, and currencies are kept apart", async () => {
  const { answer } = await report({});
  expect(answer).toMatchObject({
    _complete: true,
    totals: {
      EUR: { payments: 8, net_gross: "80.00", orders: 8 },
      USD: { payments: 8, net_gross: "80.00", orders: 8 },
    },
  });
  const pages = upstream.calls.filter((call) => call.startsWith("listTransactions"));
  // The last one counts the sales of other vendors.
  expect(pages.toSorted()).toEqual([1, 1, 2, 3, 4, 5, 6, 7, 8].map((no) => `listTransactions ${no}`));
});

test("a report that needs more calls than allowed covers only what it read, and says so", async () => {
  const { answer = {} } = await report({ INSIGHTS_MAX_CALLS: "7" });
  expect(upstream.calls.length).toBe(7);
  const { _complete, period, totals, notes } = answer as Answer;
  expect(_complete).toBe(false);
  expect(period.to).not.toBe("2026-11-16 23:59:59");
  const read = PAYMENTS.filter(({ created_at: at }) => at <= period.to);
  expect(totals.EUR.payments + totals.USD.payments).toBe(read.length);
  expect(notes).toEqual(
    expect.arrayContaining([
      "Stopped after 7 calls to Digistore24, which is the operator's limit for one answer (INSIGHTS_MAX_CALLS).",
      "NOT the whole period that was asked for: everything here covers only the period above.",
    ]),
  );
});

test("a failure in the middle is an error, and no further page is asked for", async () => {
  const { isError, text } = await report({}, (call) =>
    call === "listTransactions 2" ? { result: "error", code: 7, message: "Kaputt" } : undefined,
  );
  expect(isError).toBe(true);
  expect(text).toMatch(/^reportSales: listTransactions, page 2: .*Kaputt/);
  expect(upstream.calls).not.toContain("listTransactions 8");
});
