import { EventEmitter, once } from "node:events";
import { PassThrough } from "node:stream";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { afterEach, expect, test } from "vitest";
import { type RunningEndpoint, startEndpoint, textOf } from "../../support/endpoint.ts";
import { KEY } from "../../support/test-app.ts";
import { openTestStdio } from "../../support/test-stdio.ts";
import { startListUpstream } from "./list-upstream.ts";

const PAYMENTS = Array.from({ length: 8 }, (_, index) => ({
  id: index,
  purchase_id: `ORDER${index}`,
  created_at: `2026-11-0${index + 1} 10:00:00`,
  transaction_type: "payment",
  amount: "10.00",
  currency: "EUR",
  pay_method: "paypal",
}));
const LISTS = { listTransactions: ["transaction_list", PAYMENTS], listPurchases: ["purchase_list", []] } as const;
const CALL = { name: "reportSales", arguments: { from: "2026-11-01", to: "2026-11-16" } };

const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0).reverse()) {
    await one.close();
  }
});

async function start(): Promise<RunningEndpoint> {
  const upstream = await startListUpstream({ lists: LISTS });
  const endpoint = await startEndpoint({ DIGISTORE24_API_URL: upstream.apiUrl, DIGISTORE24_VERIFY_KEY: "false" });
  open.push(upstream, endpoint);
  return endpoint;
}

async function connect({ url }: RunningEndpoint, version: "auto" | "legacy"): Promise<Client> {
  const client = new Client({ name: "test", version: "1.0.0" }, { versionNegotiation: { mode: version } });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { authorization: `Bearer ${KEY}` } } }),
  );
  open.push(client);
  return client;
}

function expectGrowing(seen: readonly { readonly progress: number }[]): void {
  const numbers = seen.map(({ progress }) => progress);
  expect(numbers.length).toBeGreaterThan(3);
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  expect(new Set(numbers).size).toBe(numbers.length);
}

test.each(["auto", "legacy"] as const)(
  "a client that asks for progress gets it over HTTP (%s), and the same answer",
  async (version) => {
    const endpoint = await start();
    const client = await connect(endpoint, version);
    const seen: { progress: number; message?: string | undefined }[] = [];
    const withProgress = await client.callTool(CALL, { onprogress: (progress) => seen.push(progress) });
    const without = await client.callTool(CALL);
    expectGrowing(seen);
    expect(seen[0]?.message).toMatch(/^1 of \d+ calls to Digistore24$/);
    expect(textOf(withProgress)).toBe(textOf(without));
  },
);

test.each(["2025-11-25", "2026-07-28"] as const)("over stdio too (%s)", async (revision) => {
  const upstream = await startListUpstream({ lists: LISTS });
  const stdio = await openTestStdio(revision, { DIGISTORE24_API_URL: upstream.apiUrl });
  open.push(upstream, stdio);
  const { result } = await stdio.rpc("tools/call", { ...CALL, _meta: { progressToken: "p" } });
  expect(JSON.parse(result.content[0].text)).toMatchObject({ _complete: true });
  expect(
    stdio.notified.every(
      ({ method, params }) => method === "notifications/progress" && params["progressToken"] === "p",
    ),
  ).toBe(true);
  expectGrowing(stdio.notified.map(({ params }) => ({ progress: Number(params["progress"]) })));
});

test("a client that hangs up ends the reading: no further page is asked for", async () => {
  const gone = new AbortController();
  const stub = new EventEmitter();
  const released = once(stub, "released");
  const onCall = async (call: string) => {
    if (call === "listTransactions 2") {
      gone.abort();
    }
    if (call !== "listTransactions 1") {
      await released;
    }
    return undefined;
  };
  const stream = new PassThrough();
  const logged = followLog(stream);
  const upstream = await startListUpstream({ lists: LISTS, onCall, pageSize: 1 });
  const env = { DIGISTORE24_API_URL: upstream.apiUrl, DIGISTORE24_VERIFY_KEY: "false" };
  const endpoint = await startEndpoint(env, { logger: { level: "info", stream } });
  open.push(upstream, endpoint);
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: CALL });
  const headers = {
    authorization: `Bearer ${KEY}`,
    accept: "application/json, text/event-stream",
    "content-type": "application/json",
  };
  await expect(fetch(endpoint.url, { method: "POST", body, headers, signal: gone.signal })).rejects.toThrow();
  // The pages in progress are answered only after the call has ended.
  expect(await logged).toMatchObject({ tool: "reportSales", outcome: "cancelled" });
  stub.emit("released");
  await endpoint.close();
  open.splice(open.indexOf(endpoint), 1);
  const pages = upstream.calls.filter((call) => /^listTransactions [2-8]$/.test(call)).toSorted();
  expect(pages).toEqual(["listTransactions 2", "listTransactions 3", "listTransactions 4"]);
});

/** The log line of the first tool call. */
async function followLog(stream: PassThrough): Promise<object> {
  for await (const chunk of stream) {
    const line = String(chunk)
      .split("\n")
      .find((text) => text.includes('"msg":"tool call"'));
    if (line !== undefined) {
      return JSON.parse(line);
    }
  }
  throw new Error("no tool call was logged");
}
