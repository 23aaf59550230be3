import { Writable } from "node:stream";
import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { readTraceParent } from "../../../src/server/call/trace-parent.ts";
import { createTracing } from "../../../src/server/watch/tracing.ts";
import { modernRequest, openTestApp } from "../../support/test-app.ts";
import { html, success, useUpstream } from "../../support/upstream.ts";

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const PARENT = "b7ad6b7169203331";
const TRACEPARENT = `00-${TRACE}-${PARENT}-01`;

const upstream = useUpstream();
const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
let log = "";
const stream = new Writable({
  write(chunk, _encoding, done) {
    log += String(chunk);
    done();
  },
});
const { app, post, callTool } = openTestApp(
  {},
  { logger: { level: "info", stream }, reports: { tracing: createTracing(provider.getTracer("test")) } },
);
afterAll(() => app.close());
beforeEach(() => {
  exporter.reset();
  log = "";
});

const call = { name: "ping", arguments: {} };

describe("a call", () => {
  test("is a span with a child span for each request to the API", async () => {
    upstream.answer(() => (upstream.requests.length === 1 ? html(502) : success({})));
    await callTool("ping");
    const spans = exporter.getFinishedSpans();
    expect(spans.map(({ name, kind, status }) => ({ name, kind, status: status.code }))).toEqual([
      { name: "POST ping", kind: SpanKind.CLIENT, status: SpanStatusCode.ERROR },
      { name: "POST ping", kind: SpanKind.CLIENT, status: SpanStatusCode.UNSET },
      { name: "tools/call ping", kind: SpanKind.SERVER, status: SpanStatusCode.UNSET },
    ]);
    const [first, second, whole] = spans;
    expect(first?.parentSpanContext?.spanId).toBe(whole?.spanContext().spanId);
    expect(first?.attributes).toMatchObject({ "error.type": "upstream_down", "http.response.status_code": 502 });
    expect(second?.attributes).toMatchObject({ "http.request.resend_count": 1 });
    expect(whole?.attributes).toMatchObject({ "gen_ai.tool.name": "ping", "digistore24.outcome": "success" });
  });

  test.each([
    {
      name: "header",
      request: () => ({
        body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: call }),
        headers: { traceparent: TRACEPARENT },
      }),
    },
    {
      name: "message",
      request: () => {
        const { body, headers } = modernRequest("tools/call", call);
        const message = JSON.parse(body);
        message.params._meta.traceparent = TRACEPARENT;
        return { body: JSON.stringify(message), headers };
      },
    },
  ])("belongs to the trace that its $name names, in span and log", async ({ request }) => {
    const { body, headers } = request();
    expect((await post(body, headers)).status).toBe(200);
    const whole = exporter.getFinishedSpans().find(({ kind }) => kind === SpanKind.SERVER);
    expect(whole?.spanContext().traceId).toBe(TRACE);
    expect(whole?.parentSpanContext?.spanId).toBe(PARENT);
    expect(log).toContain(`"traceId":"${TRACE}"`);
  });

  test("puts neither the key nor arguments into a span", async () => {
    await callTool("GetGetproduct", { product_id: 777_123 }, "100001-VERYSECRETPART");
    const text = JSON.stringify(
      exporter.getFinishedSpans().map(({ name, attributes, events }) => [name, attributes, events]),
    );
    expect(text).not.toContain("VERYSECRETPART");
    expect(text).not.toContain("777123");
  });
});

test.each([
  TRACEPARENT.toUpperCase(),
  `00-${"0".repeat(32)}-${PARENT}-01`,
  `00-${TRACE}-${"0".repeat(16)}-01`,
  `ff-${TRACE}-${PARENT}-01`,
  `00-${TRACE}-${PARENT}`,
  "",
  undefined,
  7,
])("ignores a traceparent of %s", (value) => {
  expect(readTraceParent(value, "")).toBeUndefined();
});
