import { afterAll, describe, expect, test } from "vitest";
import { type AnyToolDefinition, withMarks } from "../../../src/server/contract/tool-definition.ts";
import { INSIGHT_TOOLS } from "../../../src/server/insights/insight-tools.ts";
import { tools } from "../../support/generated-tools.ts";
import { SERVED_TOOL_COUNT } from "../../support/published-tools.ts";
import { KEY, openTestApp } from "../../support/test-app.ts";
import { useUpstream } from "../../support/upstream.ts";

const upstream = useUpstream();
const published = openTestApp();
const full = openTestApp({ DIGISTORE24_SURFACE: "full" });
const closed = openTestApp({ DIGISTORE24_MONEY_TOOLS: "false" });
const fullClosed = openTestApp({ DIGISTORE24_SURFACE: "full", DIGISTORE24_MONEY_TOOLS: "false" });
const apps = [published, full, closed, fullClosed];
afterAll(() => Promise.all(apps.map(({ app }) => app.close())));

const definitions: readonly AnyToolDefinition[] = tools;
const moving = definitions.filter(({ money }) => money === "moves").map(({ name }) => name);
const LIST = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" });

async function namesAt(app: typeof published, path = "/", headers: Record<string, string> = {}): Promise<string[]> {
  const { status, messages } = await app.post(LIST, headers, path);
  expect(status).toBe(200);
  return messages[0]?.result.tools.map(({ name }: { name: string }) => name);
}

test("four published and four other tools move money, whatever their names suggest", () => {
  expect(moving).toEqual([
    "PostCreateaddonchangepurchase",
    "PostCreatebillingondemand",
    "PostCreaterebillingpayment",
    "PostCreateupgradepurchase",
    "refundPartially",
    "refundPurchase",
    "refundTransaction",
    "updateServiceProofRequest",
  ]);
});

describe("DIGISTORE24_MONEY_TOOLS=false", () => {
  test.each([
    ["published", published, closed],
    ["full", full, fullClosed],
  ])("leaves out tools that move money, and no others: %s", async (_, open, bounded) => {
    const all = await namesAt(open);
    const left = await namesAt(bounded);
    expect(left).toEqual(all.filter((name) => !moving.includes(name)));
    expect(left.length).toBeLessThan(all.length);
  });

  test("does not let any of them be called", async () => {
    for (const name of moving) {
      const { error } = await fullClosed.rpc("tools/call", { name, arguments: {} });
      expect(error?.code).toBe(-32602);
      expect(error?.message).toContain("DIGISTORE24_MONEY_TOOLS");
    }
    expect(upstream.requests).toEqual([]);
  });

  test("cannot be undone by a request", async () => {
    expect(await namesAt(closed, "/", { "x-mcp-money": "true" })).toEqual(await namesAt(closed));
    const { status } = await closed.post(LIST, { "x-mcp-tools": "updateServiceProofRequest" });
    expect(status).toBe(400);
  });

  test("is stated in the instructions", async () => {
    const client = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1.0.0" } };
    const { result } = await closed.rpc("initialize", client);
    expect(result.instructions).toContain(`${SERVED_TOOL_COUNT - 4} tools (surface "published, without money")`);
  });
});

describe("X-MCP-Money: false", () => {
  test("leaves out tools that move money, in addition to those that the path leaves out", async () => {
    expect(await namesAt(published, "/", { "x-mcp-money": "false" })).toEqual(await namesAt(closed));
    const orders = await namesAt(full, "/x/orders");
    const withoutMoney = await namesAt(full, "/x/orders", { "X-MCP-Money": "no" });
    expect(withoutMoney).toEqual(orders.filter((name) => !moving.includes(name)));
    expect(withoutMoney.length).toBeLessThan(orders.length);
  });

  test("does not let any of them be called", async () => {
    const call = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "refundPurchase", arguments: {} } };
    const { messages } = await full.post(JSON.stringify(call), { "x-mcp-money": "false" });
    expect(messages[0]?.error?.message).toContain("X-MCP-Money: false");
    expect(upstream.requests).toEqual([]);
  });

  test("set to true changes nothing", async () => {
    expect(await namesAt(published, "/", { "x-mcp-money": "true" })).toEqual(await namesAt(published));
  });
});

describe("/safe", () => {
  const expected = [...definitions, ...INSIGHT_TOOLS.map(withMarks)]
    .filter(({ isPublished, money, isDestructive }) => isPublished && money !== "moves" && !isDestructive)
    .map(({ name }) => name);

  test.each([
    ["published", published],
    ["full", full],
  ])("has the published tools that neither move money nor overwrite or delete: %s", async (_, app) => {
    expect(await namesAt(app, "/safe")).toEqual(expected);
    expect(await namesAt(app, "/mcp/safe")).toEqual(expected);
  });

  test("has more tools than /readonly and fewer than /", async () => {
    const [all, safe, reading] = [
      await namesAt(published),
      await namesAt(published, "/safe"),
      await namesAt(published, "/readonly"),
    ];
    expect(safe).toEqual(expect.arrayContaining(reading));
    expect(all).toEqual(expect.arrayContaining(safe));
    expect(safe).toContain("PostCreatevoucher");
    expect([all.length > safe.length, safe.length > reading.length]).toEqual([true, true]);
  });

  test("can be combined with a toolset, and with a header that narrows further", async () => {
    expect(await namesAt(full, "/x/vouchers/safe")).toEqual([
      "PostCreatevoucher",
      "PostListvouchers",
      "getVoucher",
      "validateCouponCode",
    ]);
    expect(await namesAt(full, "/mcp/x/vouchers/safe", { "x-mcp-readonly": "true" })).not.toContain(
      "PostCreatevoucher",
    );
  });

  test("of a toolset without a safe tool is an error instead of a wider surface", async () => {
    const { status, messages } = await published.post(LIST, { authorization: `Bearer ${KEY}` }, "/x/billing/safe");
    expect(status).toBe(404);
    expect(messages[0]?.error?.message).toContain("No tool is left");
  });
});
