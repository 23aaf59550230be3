import { Writable } from "node:stream";
import { HttpResponse } from "msw";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { modernRequest, openTestApp } from "../../support/test-app.ts";
import { html, refusal, success, useUpstream } from "../../support/upstream.ts";

const SECRET = "VERYSECRETPART";
const KEY = `100001-${SECRET}`;
const upstream = useUpstream();

const lines: string[] = [];
const stream = new Writable({
  write(chunk, _encoding, done) {
    lines.push(String(chunk));
    done();
  },
});
const { app, post, callTool } = openTestApp({}, { logger: { level: "trace", stream } });
afterAll(() => app.close());
beforeEach(() => {
  lines.length = 0;
});

interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

function logged(message: string): LogLine[] {
  return lines.map((line) => JSON.parse(line) as LogLine).filter(({ msg }) => msg === message);
}

const READ = { name: "GetGetproduct", args: { product_id: 1 } };
const WRITE = { name: "PostCreatevoucher", args: { data: { code: "A" } } };

describe("a call", () => {
  const outcomes: { name: string; answer: () => Response; outcome: string }[] = [
    { name: "success", answer: () => success({ note: KEY }), outcome: "success" },
    { name: "a refusal", answer: () => refusal(99, `no: ${KEY}`), outcome: "refused" },
    { name: "a wrong key", answer: () => refusal(2, `The key ${KEY} is invalid`), outcome: "key" },
    { name: "too few rights", answer: () => refusal(5, KEY, 403), outcome: "permission" },
    { name: "an unknown id", answer: () => refusal(4, KEY), outcome: "not_found" },
    { name: "a bad parameter", answer: () => refusal(3, KEY), outcome: "input" },
    { name: "a rate limit", answer: () => HttpResponse.text(KEY, { status: 429 }), outcome: "rate_limited" },
    { name: "HTML", answer: () => html(502), outcome: "upstream_down" },
    { name: "text that contains the key", answer: () => HttpResponse.text(KEY), outcome: "upstream_down" },
    { name: "a reset", answer: () => HttpResponse.error(), outcome: "upstream_down" },
  ];
  describe.each([READ, WRITE])("of $name", ({ name, args }) => {
    test.each(outcomes)("that ends in $name leaves one line, without the key", async ({ answer, outcome }) => {
      upstream.answer(answer);
      const result = await callTool(name, args, KEY);
      const [line, ...others] = logged("tool call");
      expect(others).toEqual([]);
      expect(line).toMatchObject({ level: 30, tool: name, outcome });
      expect(line?.["key"]).toMatch(/^100001#[0-9a-f]{8}$/);
      expect(line?.["requestId"]).toMatch(/^[0-9a-f-]{36}$/);
      expect(lines.join("")).not.toContain(SECRET);
      expect(JSON.stringify(result)).not.toContain(SECRET);
    });
  });

  test("also logs function and access", async () => {
    await callTool(WRITE.name, WRITE.args, KEY);
    expect(logged("tool call")).toMatchObject([{ function: "createVoucher", access: "write", outcome: "success" }]);
  });

  test("with wrong arguments is logged without its arguments", async () => {
    await callTool("GetGetproduct", { product_id: KEY, other: KEY }, KEY);
    expect(logged("tool call")).toMatchObject([{ tool: "GetGetproduct", outcome: "input" }]);
    expect(lines.join("")).not.toContain(SECRET);
  });

  test("that was refused inside a successful envelope is logged as refused", async () => {
    upstream.answer(() => success({ status: "error" }));
    await callTool("PostCreatevoucher", WRITE.args, KEY);
    expect(logged("tool call")).toMatchObject([{ outcome: "refused" }]);
  });
});

describe("a defect inside a call", () => {
  /** Overflows the stack of any function that walks through it. No answer is expected to be like this. */
  const bottomless = `{"result":"success","data":${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}}`;

  test("is logged with its cause under the id that the agent gets", async () => {
    upstream.answer(() => HttpResponse.text(bottomless));
    const { isError, text } = await callTool(READ.name, READ.args, KEY);
    const [line] = logged("tool call");
    expect(line).toMatchObject({ level: 50, tool: READ.name, outcome: "internal", err: { type: "RangeError" } });
    expect(isError).toBe(true);
    expect(text).toBe(
      `GetGetproduct failed inside this server, request ${line?.["requestId"]}. The operator can find the cause in the log under this id.`,
    );
    expect(lines.join("")).not.toContain(SECRET);
  });

  test("does not prevent the next call from succeeding", async () => {
    upstream.answer(() => (upstream.requests.length === 1 ? HttpResponse.text(bottomless) : success({ id: 1 })));
    await callTool(READ.name, READ.args, KEY);
    expect(await callTool(READ.name, READ.args, KEY)).toMatchObject({ answer: { id: 1 } });
  });
});

describe("a request that is refused before a call", () => {
  const call = { name: "ping", arguments: {} };
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: call });
  const refused: { name: string; body: string; headers: Record<string, string>; status: number }[] = [
    { name: "a malformed header", body, headers: { authorization: `Basic ${KEY}` }, status: 401 },
    { name: "a header of two tokens", body, headers: { authorization: `Bearer ${KEY} ${KEY}` }, status: 401 },
    { name: "broken JSON", body: `{"key":"${KEY}`, headers: {}, status: 400 },
    { name: "no message", body: `{"key":"${KEY}"}`, headers: {}, status: 400 },
    { name: "another media type", body: KEY, headers: { "content-type": "text/plain" }, status: 415 },
    { name: "too large a body", body: KEY.repeat(60_000), headers: {}, status: 413 },
    { name: "a foreign host", body, headers: { host: "evil.example" }, status: 403 },
    { name: "a foreign page", body, headers: { origin: "https://evil.example" }, status: 403 },
    { name: "an unknown revision", body, headers: { "mcp-protocol-version": "1999-01-01" }, status: 400 },
  ];
  test.each(refused)("$name: neither log nor answer contains the key", async ({ body: sent, headers, status }) => {
    const answer = await post(sent, { authorization: `Bearer ${KEY}`, ...headers });
    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain(SECRET);
    expect(lines.join("")).not.toContain(SECRET);
    expect(upstream.requests).toEqual([]);
  });

  test("an unknown tool and a listing: neither log contains the key", async () => {
    const list = modernRequest("tools/list");
    await post(list.body, { ...list.headers, authorization: `Bearer ${KEY}` });
    const unknown = modernRequest("tools/call", { name: "pong", arguments: {} });
    await post(unknown.body, { ...unknown.headers, authorization: `Bearer ${KEY}` });
    expect(lines.join("")).not.toContain(SECRET);
  });
});
