import type { Client } from "@modelcontextprotocol/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AnyToolDefinition } from "../../../src/server/contract/tool-definition.ts";
import { tools } from "../../support/generated-tools.ts";
import { FULL_KEY } from "../../support/sandbox.ts";
import { COURSE, call, callConfirmed, openShop, plainClient, type Shop } from "./shop.ts";

const all: readonly AnyToolDefinition[] = tools;
/** Tools for credentials are only served if an operator names them. */
const served = all.filter(({ handlesCredentials }) => !handlesCredentials);
const namesOf = (isAsked: (tool: AnyToolDefinition) => boolean) => served.filter(isAsked).map(({ name }) => name);
const money = namesOf((tool) => tool.money === "moves");
const destructive = namesOf((tool) => tool.money === "moves" || tool.isDestructive);

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) {
    await close();
  }
});

let shop: Shop;
async function open(env: Record<string, string>): Promise<void> {
  shop = await openShop(env);
  closing.push(() => shop.close());
}

async function connect(asked?: string): Promise<Client> {
  const client = await plainClient(shop, FULL_KEY, asked === undefined ? {} : { "X-MCP-Confirm": asked });
  closing.push(() => client.close());
  return client;
}

/** The tools that take a confirmation. */
async function askingTools(client: Client): Promise<string[]> {
  const { tools: listed } = await client.listTools();
  const asking = listed.filter(({ inputSchema }) => "confirmation" in (inputSchema.properties ?? {}));
  for (const { description, inputSchema } of asking) {
    expect(description).toContain("after the person's yes");
    expect(inputSchema.required ?? []).not.toContain("confirmation");
  }
  return asking.map(({ name }) => name);
}

const PART = { purchase_id: COURSE.id, amount: 1 };
const runsAtOnce = async (client: Client) => "modified" in (await call(client, "refundPartially", PART)).answer;

async function deletesAtOnce(client: Client): Promise<boolean> {
  await call(client, "PostCreatevoucher", { data: { code: "LEVEL", product_ids: "12345", first_rate: 10 } });
  await call(client, "DeleteDeletevoucher", { code: "LEVEL" });
  return (await shop.received("deleteVoucher")) > 0;
}

describe("CONFIRM=off", () => {
  beforeEach(() => open({ CONFIRM: "off" }));

  test("asks for nothing", async () => {
    const client = await connect();
    expect(await askingTools(client)).toEqual([]);
    expect(await runsAtOnce(client)).toBe(true);
    expect(await deletesAtOnce(client)).toBe(true);
  });

  test.each([
    { asked: "money", want: money, deletes: true },
    { asked: "destructive", want: destructive, deletes: false },
  ])("asks for what a request wants: $asked", async ({ asked, want, deletes }) => {
    const client = await connect(asked);
    expect(await askingTools(client)).toEqual(want);
    expect(await runsAtOnce(client)).toBe(false);
    expect(await deletesAtOnce(client)).toBe(deletes);
  });
});

describe("CONFIRM=money, which is the default", () => {
  beforeEach(() => open({}));

  test("asks for what moves money, and nothing else", async () => {
    const client = await connect();
    expect(await askingTools(client)).toEqual(money);
    expect(await runsAtOnce(client)).toBe(false);
    expect(await deletesAtOnce(client)).toBe(true);
  });

  test("cannot be loosened by a request", async () => {
    const client = await connect("off");
    expect(await askingTools(client)).toEqual(money);
    expect(await runsAtOnce(client)).toBe(false);
  });

  test("can be tightened by a request", async () => {
    const client = await connect("destructive");
    expect(await askingTools(client)).toEqual(destructive);
    expect(await deletesAtOnce(client)).toBe(false);
  });

  test("refuses a request that wants something unknown", async () => {
    const headers = { authorization: `Bearer ${FULL_KEY}`, "content-type": "application/json" };
    const response = await fetch(shop.endpoint.url, {
      method: "POST",
      headers: { ...headers, accept: "application/json, text/event-stream", "x-mcp-confirm": "everything" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" }),
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/X-MCP-Confirm.*off, money, destructive/i);
  });
});

describe("CONFIRM=destructive", () => {
  beforeEach(() => open({ CONFIRM: "destructive" }));

  test.each([undefined, "off", "money", "destructive"])(
    "asks for both, whatever a request wants: %s",
    async (asked) => {
      const client = await connect(asked);
      expect(await askingTools(client)).toEqual(destructive);
      expect(await runsAtOnce(client)).toBe(false);
      expect(await deletesAtOnce(client)).toBe(false);
    },
  );

  test("shows what a tool without sentences of its own would do, and carries it out after the yes", async () => {
    const client = await connect();
    await call(client, "PostCreatevoucher", { data: { code: "GONE", product_ids: "12345", first_rate: 10 } });
    const { answer } = await call(client, "DeleteDeletevoucher", { code: "GONE" });
    expect(answer["preview"]).toMatch(/^Delete voucher: this overwrites, removes or sends something/);
    expect(answer["preview"]).toContain("It concerns “GONE”");
    expect((await callConfirmed(client, "DeleteDeletevoucher", { code: "GONE" })).isError).toBe(false);
    expect(await shop.received("deleteVoucher")).toBe(1);
  });

  test("shows whose order it is", async () => {
    const client = await connect();
    const update = all.find(({ functionName }) => functionName === "updatePurchase")?.name ?? "";
    const { answer } = await call(client, update, { purchase_id: COURSE.id, data: { custom: "x" } });
    expect(answer["preview"]).toContain(`purchase_id “${COURSE.id}”`);
  });
});
