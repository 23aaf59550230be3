import { afterAll, describe, expect, test } from "vitest";
import { createToolRegistry } from "../../../src/server/contract/tool-registry.ts";
import { INSIGHT_TOOLS } from "../../../src/server/insights/insight-tools.ts";
import { SERVED_TOOL_COUNT } from "../../support/published-tools.ts";
import { modernRequest, openTestApp } from "../../support/test-app.ts";

const { app, post, rpc } = openTestApp();
const full = openTestApp({ DIGISTORE24_SURFACE: "full" });
afterAll(() => Promise.all([app.close(), full.app.close()]));

async function read(uri: string, ask = rpc, mimeType = "text/markdown"): Promise<string> {
  const { result, error } = await ask("resources/read", { uri });
  if (error) {
    throw new Error(error.message);
  }
  expect(result.contents).toEqual([{ uri, mimeType, text: expect.any(String) }]);
  return result.contents[0].text;
}

test("every listed resource can be read", async () => {
  const { result } = await rpc("resources/list");
  expect(result.resources).toHaveLength(4);
  for (const { uri, mimeType } of result.resources) {
    expect(await read(uri, rpc, mimeType)).toMatch(mimeType === "text/markdown" ? /^# / : /^<!doctype html>/);
  }
});

test("the page of the sales report is there only where reportSales is", async () => {
  const uri = "ui://digistore24/sales-report.html";
  const { result } = await rpc("tools/list");
  const withApp = result.tools.filter(({ _meta }: { _meta?: object }) => _meta !== undefined);
  expect(withApp.map(({ name, _meta }: { name: string; _meta: object }) => [name, _meta])).toEqual([
    ["reportSales", { ui: { resourceUri: uri } }],
  ]);
  for (const [method, params] of [["resources/list"], ["resources/read", { uri }]] as const) {
    const { messages } = await post(JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }), {}, "/x/vouchers");
    expect(JSON.stringify(messages[0]?.result ?? {})).not.toContain(uri);
  }
});

test("the table has exactly the tools of the surface", async () => {
  const text = await read("digistore24://tools");
  expect(text).toContain(`${SERVED_TOOL_COUNT} on this surface (published)`);
  expect(text.match(/^\| `/gm)).toHaveLength(SERVED_TOOL_COUNT);
  expect(await read("digistore24://tools", full.rpc)).toMatch(/`refundPurchase`.*moves money at once/);
  const orders = await post(
    JSON.stringify({ jsonrpc: "2.0", id: 1, method: "resources/read", params: { uri: "digistore24://tools" } }),
    {},
    "/x/vouchers/readonly",
  );
  const narrow = orders.messages[0]?.result.contents[0].text;
  expect(narrow.match(/^\| `.*read \|/gm)).toHaveLength(narrow.match(/^\| `/gm).length);
});

test("times are explained in English and in German", async () => {
  expect(await read("digistore24://time-formats")).toContain("M months");
  expect(await read("digistore24://time-formats?language=en")).toContain("M months");
  expect(await read("digistore24://time-formats?language=de")).toContain("M Monate");
});

describe("the reference", () => {
  test("is announced as a template", async () => {
    const { result } = await rpc("resources/templates/list");
    expect(result.resourceTemplates).toMatchObject([{ uriTemplate: "digistore24://reference/{function}" }]);
  });

  test.each(
    [...createToolRegistry().values()].map(({ definition }) => definition).filter((d) => !d.handlesCredentials),
  )("of $functionName contains every argument and an answer", async ({ functionName, inputSchema }) => {
    const text = await read(`digistore24://reference/${functionName}`, full.rpc);
    const [args = "", answer = ""] = text.split("## Answer");
    for (const name of Object.keys(inputSchema.properties)) {
      expect(args).toContain(`| \`${name}\` |`);
    }
    expect(answer.length).toBeGreaterThan(20);
    expect(text).not.toMatch(/undefined|\[object/);
  });

  test("is readable for a person", async () => {
    await expect(await read("digistore24://reference/createVoucher")).toMatchFileSnapshot(
      "../../golden/server/reference-create-voucher.md",
    );
  });

  test("accepts a tool's name in place of its function's", async () => {
    const text = await read("digistore24://reference/PostCreatevoucher");
    expect(text).toBe(await read("digistore24://reference/createVoucher"));
  });

  test("describes nested arguments, bare lists, keys that are data, and flags", async () => {
    expect(await read("digistore24://reference/createBuyUrl")).toContain("| `buyer.email` | string |");
    expect(await read("digistore24://reference/listPaymentPlans")).toContain("| `items[].first_amount` | string |");
    const statistics = await read("digistore24://reference/statsSales");
    expect(statistics).toContain("| `amounts.<key>[].vendor_share_amount` | string |");
    expect(await read("digistore24://reference/getVoucher")).toContain('"Y" or "N"');
  });

  test("names the texts that strangers write", async () => {
    const text = await read("digistore24://reference/getPurchaseTracking");
    expect(text).toContain("Strangers write these, not the seller: `utm_params.utm_source`, ");
    expect(await read("digistore24://reference/getVoucher")).not.toContain("Strangers");
  });

  test.each(INSIGHT_TOOLS)("of the insight $name contains every argument, and no answer of the API", async (tool) => {
    const text = await read(`digistore24://reference/${tool.name}`);
    const [args = "", answer = ""] = text.split("## Answer");
    for (const name of Object.keys(tool.inputSchema.properties)) {
      expect(args).toContain(`| \`${name}\` |`);
    }
    expect(args).toContain("Reads only; API key: read access");
    expect(answer).toContain("One object, made from several calls");
    expect(answer).not.toContain("| field |");
  });

  test("of an insight is not there if the operator leaves them out", async () => {
    const without = openTestApp({ DIGISTORE24_INSIGHTS: "false" });
    const { error } = await without.rpc("resources/read", { uri: "digistore24://reference/reportSales" });
    const table = await read("digistore24://tools", without.rpc);
    await without.app.close();
    expect(error?.message).toContain("No function of that name is served here.");
    expect(table).not.toContain("reportSales");
  });

  test("has only functions that the surface serves", async () => {
    const { error } = await rpc("resources/read", { uri: "digistore24://reference/deleteProduct" });
    expect(error).toMatchObject({ message: expect.stringContaining("The nearest is ") });
    const modern = modernRequest("resources/read", { uri: "digistore24://reference/nothing" });
    const { messages } = await post(modern.body, { ...modern.headers, "mcp-name": "digistore24://reference/nothing" });
    expect(messages[0]?.error?.code).toBe(-32602);
  });
});

test("an address of another kind is answered with the known ones", async () => {
  const { error } = await rpc("resources/read", { uri: "file:///etc/passwd" });
  expect(error?.message).toContain("digistore24://tools");
});
