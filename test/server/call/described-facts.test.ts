import { describe, expect, test } from "vitest";
import { createToolRegistry, loadAnswerReference } from "../../../src/server/contract/tool-registry.ts";
import { openTestApp } from "../../support/test-app.ts";
import { success, useUpstream } from "../../support/upstream.ts";

const upstream = useUpstream();
const app = openTestApp();
const tools = [...createToolRegistry().values()].map(({ definition }) => definition);

function descriptionOf(name: string): string {
  return tools.find((tool) => tool.name === name)?.description ?? "";
}

describe("a description", () => {
  test("says so if the answer of a write is empty", async () => {
    const empty: string[] = [];
    for (const { functionName, access } of tools) {
      if (access === "write" && (await loadAnswerReference(functionName)).fields.length === 0) {
        empty.push(functionName);
      }
    }
    const saying = tools.filter(({ description }) => description.includes("The answer is empty"));
    expect(empty.length).toBeGreaterThan(5);
    expect(saying.map(({ functionName }) => functionName)).toEqual(empty);
  });

  test("says which lists and sums contain test orders", () => {
    const saying = tools.filter(({ description }) => description.includes("test orders"));
    expect(saying.map(({ name }) => name)).toEqual([
      "PostListtransactions",
      "listBuyers",
      "listCommissions",
      "listDeliveries",
      "listPurchases",
      "listPurchasesOfEmail",
      "statsAffiliateToplist",
      "statsDailyAmounts",
      "statsExpectedPayouts",
      "statsSales",
      "statsSalesSummary",
    ]);
  });

  test.each([
    ["PostListtransactions", "other vendors' sales"],
    ["PostListtransactions", "refund_request"],
    ["listPurchases", "other vendors' sales"],
    ["listCommissions", "other vendors' sales"],
    ["statsDailyAmounts", "other vendors' sales"],
    ["statsSalesSummary", "other vendors' sales"],
    ["getVoucher", "is_count_limited"],
    ["PostListvouchers", "is_count_limited"],
    ["PostListtransactions", "pay_method test"],
    ["PostListtransactions", "statsAffiliateToplist"],
    ["listPurchases", "PostListtransactions"],
    ["listPurchases", "(paying, completed, aborted, unpaid, reminding)"],
    ["GetListrebillingstatuschanges", "(rebill_cancelled)"],
    ["GetListrebillingstatuschanges", "(rebill_resumed)"],
    ["GetListrebillingstatuschanges", "last_paid_day"],
    ["statsSales", "share the payout"],
    ["statsDailyAmounts", "share the payout"],
    ["statsAffiliateToplist", "whole months"],
    ["GetGetpurchase", "If no tool here refunds or stops orders, Digistore24's website does"],
    ["GetGetpurchasedownloads", "downloads_tries of downloads_total are used"],
    ["updateBuyer", "the old values are lost"],
    ["validateLicenseKey", "no tool lists them"],
  ])("of %s mentions %s", (name, words) => {
    expect(descriptionOf(name)).toContain(words);
  });

  test("names all fields of the orders of an email, which are few", async () => {
    const { fields } = await loadAnswerReference("listPurchasesOfEmail");
    const names = fields.map(([path]) => path.replace("items[].", "")).join(", ");
    expect(descriptionOf("listPurchasesOfEmail")).toContain(`: ${names}.`);
  });

  test("names fields of an order that its answer has", async () => {
    const known = (await loadAnswerReference("getPurchase")).fields.map(([path]) => path);
    const named = descriptionOf("GetGetpurchase").match(/\b[a-z]+(?:_[a-z]+)+\b/g) ?? [];
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe("approval_status", () => {
  test.each([
    { given: "pending", sent: "data[approval_status]=pending" },
    { given: { 1: "pending", 3: "new" }, sent: "data[approval_status][1]=pending&data[approval_status][3]=new" },
  ])("can be $given", async ({ given, sent }) => {
    upstream.answer(() => success({ product_id: 1, modified: "Y" }));
    await app.callTool("PostCreateproduct", { data: { approval_status: given } });
    await app.callTool("updateProduct", { product_id: 1, data: { approval_status: given } });
    expect(upstream.requests.map(({ body }) => decodeURIComponent(body))).toEqual([sent, `product_id=1&${sent}`]);
  });

  test.each([{ given: "approved" }, { given: { 1: 2 } }, { given: ["pending"] }])(
    "cannot be $given",
    async ({ given }) => {
      const { isError } = await app.callTool("updateProduct", { product_id: 1, data: { approval_status: given } });
      expect(isError).toBe(true);
      expect(upstream.requests).toEqual([]);
    },
  );
});

test("custom has at most 63 characters", async () => {
  const { isError, text } = await app.callTool("PostCreatebuyurl", {
    product_id: 1,
    tracking: { custom: "x".repeat(64) },
  });
  expect(isError).toBe(true);
  expect(text).toContain("tracking.custom");
});

test.each([
  { tool: "PostCreatevoucher", args: { data: { code: "A", expires_at: "2026-03-31" } } },
  { tool: "updateVoucher", args: { code: "A", data: { expires_at: "2026-03-31" } } },
])("a voucher that expires on a date is valid on that day: $tool", async ({ tool, args }) => {
  upstream.answer(() => success({ code: "A" }));
  await app.callTool(tool, args);
  expect(upstream.requests[0]?.form["data"]).toMatchObject({ expires_at: "2026-03-31 23:59:59" });
});
