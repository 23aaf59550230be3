import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { afterEach, expect, test } from "vitest";
import { type RunningEndpoint, startEndpoint, textOf } from "../../support/endpoint.ts";
import { KEY } from "../../support/test-app.ts";
import { openTestStdio } from "../../support/test-stdio.ts";
import { type ListUpstream, startListUpstream } from "./list-upstream.ts";

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

async function start(
  onCall?: Parameters<typeof startListUpstream>[0]["onCall"],
): Promise<{ upstream: ListUpstream; endpoint: RunningEndpoint }> {
  const upstream = await startListUpstream({ lists: LISTS, ...(onCall && { onCall }) });
  const endpoint = await startEndpoint({ DIGISTORE24_API_URL: upstream.apiUrl, DIGISTORE24_VERIFY_KEY: "false" });
  open.push(upstream, endpoint);
  return { upstream, endpoint };
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
    const { endpoint } = await start();
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
  let release: (() => void) | undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { upstream, endpoint } = await start(async (call) => {
    if (call === "listTransactions 2") {
      gone.abort();
      await held;
    }
    return undefined;
  });
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: CALL });
  const headers = {
    authorization: `Bearer ${KEY}`,
    accept: "application/json, text/event-stream",
    "content-type": "application/json",
  };
  await expect(fetch(endpoint.url, { method: "POST", body, headers, signal: gone.signal })).rejects.toThrow();
  // The endpoint closes only when its calls have ended.
  await endpoint.close();
  open.splice(open.indexOf(endpoint), 1);
  release?.();
  expect(upstream.calls).not.toContain("listBuyers 1");
});
