import { afterAll, describe, expect, test } from "vitest";
import { createSurfaces } from "../../../src/server/contract/surface.ts";
import { createToolRegistry } from "../../../src/server/contract/tool-registry.ts";
import { INSIGHT_TOOLS } from "../../../src/server/insights/insight-tools.ts";
import { FUNCTION_COUNT, SERVED_TOOL_COUNT } from "../../support/published-tools.ts";
import { openTestApp } from "../../support/test-app.ts";
import { success, useUpstream } from "../../support/upstream.ts";

const upstream = useUpstream();
const published = openTestApp();
const full = openTestApp({ DIGISTORE24_SURFACE: "full" });
afterAll(() => Promise.all([published.app.close(), full.app.close()]));

const CREDENTIAL_TOOLS = ["requestApiKey", "retrieveApiKey", "unregister"];
const FULL_TOOL_COUNT = FUNCTION_COUNT - CREDENTIAL_TOOLS.length + INSIGHT_TOOLS.length;

/** Tools that each surface must have or must not have. */
const UNPUBLISHED = ["refundPurchase", "DeleteDeleteproduct", "stopRebilling", "updatePaymentplan"];

interface ListedTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: { readonly type: string };
  readonly annotations: Readonly<Record<string, unknown>>;
}

async function listOf(app: typeof published): Promise<ListedTool[]> {
  const { result } = await app.rpc("tools/list");
  return result.tools;
}

describe("the published surface", () => {
  test("has the published tools", async () => {
    const names = (await listOf(published)).map(({ name }) => name);
    expect(new Set(names).size).toBe(SERVED_TOOL_COUNT);
    expect(names.filter((name) => UNPUBLISHED.includes(name))).toEqual([]);
  });

  test.each(UNPUBLISHED)("does not let %s be called by its name either", async (name) => {
    const { error } = await published.rpc("tools/call", { name, arguments: { purchase_id: "A", product_id: 1 } });
    expect(error?.code).toBe(-32602);
    expect(upstream.requests).toEqual([]);
  });
});

describe("the full surface", () => {
  test("has all tools except those that handle credentials, and says so", async () => {
    const names = (await listOf(full)).map(({ name }) => name);
    expect(new Set(names).size).toBe(FULL_TOOL_COUNT);
    expect(names).toEqual(expect.arrayContaining(UNPUBLISHED));
    expect(names.filter((name) => CREDENTIAL_TOOLS.includes(name))).toEqual([]);
    const { result } = await full.rpc("initialize", {
      protocolVersion: "2025-11-25",
      capabilities: {},
      clientInfo: { name: "test", version: "1.0.0" },
    });
    expect(result.instructions).toContain(`${FULL_TOOL_COUNT} tools (surface "full")`);
  });

  test("lets an unpublished tool be called", async () => {
    upstream.answer(() => success({ status: "completed" }));
    expect(await full.callTool("refundPurchase", { purchase_id: "ABC" })).toMatchObject({
      answer: { status: "completed" },
    });
    expect(upstream.requests.map(({ functionName }) => functionName)).toEqual(["refundPurchase"]);
  });
});

describe("every listed tool", () => {
  test("has a title and the four hints", async () => {
    const lacking = (await listOf(full)).filter(({ annotations }) => {
      const { title, readOnlyHint, destructiveHint, idempotentHint, openWorldHint } = annotations;
      const hints = [readOnlyHint, destructiveHint, idempotentHint, openWorldHint];
      return typeof title !== "string" || title === "" || !hints.every((hint) => typeof hint === "boolean");
    });
    expect(lacking).toEqual([]);
  });

  test("that only reads is not marked destructive", async () => {
    const contradicting = (await listOf(full)).filter(
      ({ annotations }) => annotations["readOnlyHint"] && annotations["destructiveHint"],
    );
    expect(contradicting).toEqual([]);
  });

  test.each([
    { name: "ping", readOnlyHint: true, destructiveHint: false, idempotentHint: true },
    { name: "PostListtransactions", readOnlyHint: true, destructiveHint: false, idempotentHint: true },
    { name: "validateEticket", readOnlyHint: false, destructiveHint: true, idempotentHint: false },
    { name: "PostCreatevoucher", readOnlyHint: false, destructiveHint: false, idempotentHint: false },
    { name: "updateProduct", readOnlyHint: false, destructiveHint: true, idempotentHint: true },
    { name: "refundPurchase", readOnlyHint: false, destructiveHint: true, idempotentHint: false },
  ])("has its reviewed hints: $name", async ({ name, ...hints }) => {
    const tool = (await listOf(full)).find((listed) => listed.name === name);
    expect(tool?.annotations).toMatchObject({ ...hints, openWorldHint: true });
  });

  test("has an object of arguments and a description", async () => {
    const odd = (await listOf(full)).filter(
      ({ inputSchema, description }) => inputSchema.type !== "object" || description === "",
    );
    expect(odd).toEqual([]);
  });
});

test("a surface is kept after it is asked for, however many others were asked for before", () => {
  const { narrow, whole } = createSurfaces(createToolRegistry(), { surface: "full", credentialTools: [] });
  const names = [...whole.tools.keys()];
  const without = (index: number) => ({
    isReadOnly: false,
    toolsets: [],
    excludedTools: [names[index % names.length] ?? "", names[Math.floor(index / names.length)] ?? ""],
  });
  for (let index = 0; index < 250; index++) {
    narrow(without(index));
  }
  const real = { isReadOnly: true, toolsets: [["vouchers"]] };
  expect(narrow(real)).toBe(narrow(real));
  expect(narrow(without(249))).toBe(narrow(without(249)));
});
