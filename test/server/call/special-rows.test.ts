import { describe, expect, test } from "vitest";
import { noteSpecialRows } from "../../../src/server/call/special-rows.ts";
import { readTool } from "../../support/tools.ts";

const list = { ...readTool, isList: true };
const payment = { pay_method: "paypal" };
const testPayment = { pay_method: "test" };
const ALL_PAGES =
  "The summary covers all pages, including any test orders (search.pay_method test sums them), other vendors' sales and refund requests.";

describe("a note about rows that a seller does not mean", () => {
  test("counts each kind", () => {
    const rows = [
      { order_type: "test" },
      { role: "affiliate" },
      { transaction_type: "refund_request" },
      { is_test_order: "Y" },
    ];
    expect(noteSpecialRows(list, { rows })).toEqual([
      "Of the rows of this page: 2 from test orders; 1 sales of other vendors (role affiliate or other); 1 refund requests, which move no money.",
    ]);
  });

  test("says that the sums of a single page have them", () => {
    expect(noteSpecialRows(list, { page_count: 1, summary: {}, rows: [payment, testPayment] })).toEqual([
      "Of the rows of this page: 1 from test orders.",
      "The summary counts them too.",
    ]);
  });

  test("warns of those on pages that are not shown, but summed", () => {
    expect(noteSpecialRows(list, { page_count: 26, summary: {}, rows: [payment] })).toEqual([ALL_PAGES]);
    expect(noteSpecialRows(list, { page_count: 26, summary: {}, rows: [testPayment] })).toEqual([
      "Of the rows of this page: 1 from test orders.",
      ALL_PAGES,
    ]);
  });

  test.each([
    { answer: { page_count: 1, summary: {}, rows: [payment] } },
    { answer: { page_count: 26, rows: [payment] } },
    { answer: { rows: [] } },
  ])("is not made without such rows (%#)", ({ answer }) => {
    expect(noteSpecialRows(list, answer)).toEqual([]);
  });

  test("is not made for an answer that is not a list", () => {
    expect(noteSpecialRows({ ...readTool, isList: false }, { order_type: "test" })).toEqual([]);
  });
});
