import { afterEach, describe, expect, test } from "vitest";
import { buildMetricsApp } from "../../../src/server/http/metrics-app.ts";
import { createMetrics } from "../../../src/server/watch/metrics.ts";
import { KEY, openTestApp } from "../../support/test-app.ts";
import { html, success, useUpstream } from "../../support/upstream.ts";

const upstream = useUpstream();
const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) {
    await close();
  }
});

function open() {
  const metrics = createMetrics();
  const app = openTestApp({}, { reports: { metrics } });
  const scraped = buildMetricsApp(metrics);
  closing.push(
    () => app.app.close(),
    () => scraped.close(),
  );
  /** The samples whose name has this prefix, without comments. */
  const samples = async (name: string) => {
    const { body } = await scraped.inject("/metrics");
    return body.split("\n").filter((line) => line.startsWith(name));
  };
  return { ...app, scraped, samples };
}

describe("the metrics", () => {
  test("count calls by tool and outcome", async () => {
    const { callTool, samples } = open();
    await callTool("ping");
    await callTool("ping", { unknown: 1 });
    upstream.answer(() => html(500));
    await callTool("PostCreatevoucher", { data: { code: "A" } });
    expect(await samples("digistore24_mcp_calls_total")).toEqual([
      'digistore24_mcp_calls_total{tool="ping",access="read",outcome="success"} 1',
      'digistore24_mcp_calls_total{tool="ping",access="read",outcome="input"} 1',
      'digistore24_mcp_calls_total{tool="PostCreatevoucher",access="write",outcome="upstream_down"} 1',
    ]);
  });

  test("count the arguments that clients add, by name", async () => {
    const { callTool, samples } = open();
    await callTool("ping", { toolCallId: "call_1", chatInput: "hello" });
    await callTool("ping", { toolCallId: "call_2" });
    expect(await samples("digistore24_mcp_dropped_arguments_total")).toEqual([
      'digistore24_mcp_dropped_arguments_total{argument="toolCallId"} 2',
      'digistore24_mcp_dropped_arguments_total{argument="chatInput"} 1',
    ]);
  });

  test("time each request to the API and count retries", async () => {
    const { callTool, samples } = open();
    upstream.answer(() => (upstream.requests.length < 3 ? html(502) : success({})));
    await callTool("ping");
    expect(await samples("digistore24_mcp_upstream_seconds_count")).toEqual([
      'digistore24_mcp_upstream_seconds_count{function="ping",outcome="upstream_down"} 2',
      'digistore24_mcp_upstream_seconds_count{function="ping",outcome="success"} 1',
    ]);
    expect(await samples("digistore24_mcp_upstream_retries_total")).toEqual([
      'digistore24_mcp_upstream_retries_total{function="ping"} 2',
    ]);
  });

  test("count calls in progress, and return to zero", async () => {
    const { callTool, samples } = open();
    let seen: string[] = [];
    upstream.answer(async () => {
      seen = [...(await samples("digistore24_mcp_calls_in_flight")), ...(await samples("digistore24_mcp_upstream_in"))];
      return success({});
    });
    await callTool("ping");
    expect(seen).toEqual(["digistore24_mcp_calls_in_flight 1", "digistore24_mcp_upstream_in_flight 1"]);
    expect(await samples("digistore24_mcp_calls_in_flight")).toEqual(["digistore24_mcp_calls_in_flight 0"]);
    expect(await samples("digistore24_mcp_upstream_in")).toEqual(["digistore24_mcp_upstream_in_flight 0"]);
    expect(await samples("digistore24_mcp_calls_waiting")).toEqual(["digistore24_mcp_calls_waiting 0"]);
  });

  test("are not served by the endpoint, and nothing else is served next to them", async () => {
    const { app, scraped } = open();
    expect((await app.inject("/metrics")).statusCode).toBe(404);
    expect((await scraped.inject({ method: "POST", url: "/" })).statusCode).toBe(404);
  });

  test("are not served elsewhere, and an address is not repeated: it may hold a key", async () => {
    const { scraped } = open();
    for (const [url, status] of [
      [`/${KEY}`, 404],
      [`/${KEY}%zz`, 400],
    ] as const) {
      const { statusCode, body } = await scraped.inject(url);
      expect([statusCode, JSON.parse(body)]).toEqual([status, { error: "Only /metrics is served here." }]);
    }
  });

  test("contain no text of a caller", async () => {
    const { rpc, scraped } = open();
    await rpc("tools/call", { name: "made-up-by-caller", arguments: {} });
    expect((await scraped.inject("/metrics")).body).not.toContain("made-up");
  });
});
