import { once } from "node:events";
import { PassThrough } from "node:stream";
import { afterEach, expect, test } from "vitest";
import { createMetrics } from "../../../src/server/watch/metrics.ts";
import { startEndpoint } from "../../support/endpoint.ts";
import { startRawUpstream } from "../../support/raw-upstream.ts";

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) {
    await close();
  }
});

test("a client that disconnects during a read is counted as cancelled, not as a failure of the API", async () => {
  const client = new AbortController();
  const upstream = await startRawUpstream(() => client.abort());
  const metrics = createMetrics();
  const stream = new PassThrough();
  const env = { DIGISTORE24_API_URL: upstream.apiUrl, DIGISTORE24_VERIFY_KEY: "false" };
  const endpoint = await startEndpoint(env, { reports: { metrics }, logger: { level: "info", stream } });
  closing.push(endpoint.close, upstream.close);
  const asked = fetch(endpoint.url, {
    method: "POST",
    headers: {
      authorization: "Bearer 100001-CANCELKEY",
      accept: "application/json, text/event-stream",
      "content-type": "application/json",
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "ping", arguments: {} } }),
    signal: client.signal,
  });
  await expect(asked).rejects.toThrow();
  let line = "";
  while (!line.includes('"msg":"tool call"')) {
    [line] = (await once(stream, "data")).map(String) as [string];
  }
  expect(JSON.parse(line)).toMatchObject({ tool: "ping", outcome: "cancelled", level: 30 });
  const text = await metrics.text();
  expect(text).toContain('digistore24_mcp_calls_total{tool="ping",access="read",outcome="cancelled"} 1');
  expect(text).toMatch(/digistore24_mcp_upstream_seconds_count\{.*outcome="cancelled".*\} 1/);
  expect(text).not.toContain("upstream_down");
});
