import { mkdirSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { EncryptJWT } from "jose";
import { afterEach, describe, expect, test } from "vitest";
import type { AppOptions } from "../../../src/server/start/app.ts";
import { type AuditLog, openAuditLog } from "../../../src/server/watch/audit-log.ts";
import { readJsonLines, useTempFolders } from "../../support/temp-folder.ts";
import { modernRequest, openTestApp, type TestApp } from "../../support/test-app.ts";
import { html, refusal, success, useUpstream } from "../../support/upstream.ts";

const upstream = useUpstream();
const tempFolder = useTempFolders();
const KEY = "100001-VERYSECRETPART";
const TOKEN = await new EncryptJWT({ key: KEY })
  .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
  .encrypt(Buffer.alloc(32, 7));
const WRITE = { name: "PostCreatevoucher", args: { data: { code: "LAUNCH10", first_rate: 10 } } };
const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) {
    await close();
  }
});

interface Audited extends TestApp {
  readonly file: string;
  readonly log: AuditLog;
  // biome-ignore lint/suspicious/noExplicitAny: each line is checked separately
  readonly lines: () => any[];
}

function openAudited(env: Record<string, string> = {}, options: Pick<AppOptions, "logger"> = {}): Audited {
  const file = join(tempFolder(), "audit.log");
  const log = openAuditLog(file);
  const app = openTestApp(env, { ...options, reports: { auditLog: log } });
  closing.push(
    () => app.app.close(),
    () => log.close(),
  );
  return { ...app, file, log, lines: () => readJsonLines(file) };
}

describe("a write", () => {
  test("leaves one line with the caller, the call and its outcome", async () => {
    const { callTool, lines } = openAudited();
    upstream.answer(() => success({ discount_code_id: 1 }));
    await callTool(WRITE.name, WRITE.args, KEY);
    expect(lines()).toEqual([
      {
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        event: "tool_call",
        request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        key_number: "100001",
        key_hash: expect.stringMatching(/^[0-9a-f]{8}$/),
        client_name: "lightMyRequest",
        client_version: "",
        surface: "published",
        tool: "PostCreatevoucher",
        function: "createVoucher",
        access: "write",
        destructive: false,
        idempotent: false,
        money: "affects",
        mail: "none",
        arguments: WRITE.args,
        outcome: "success",
        upstream_requests: 1,
        duration_ms: expect.any(Number),
      },
    ]);
  });

  test.each([
    { name: "that was refused", answer: () => refusal(3, "no"), want: { outcome: "input", vendor_code: 3 } },
    { name: "that failed inside", answer: () => success({ status: "error" }), want: { outcome: "refused" } },
    {
      name: "without an answer",
      answer: () => html(502),
      want: { outcome: "upstream_down", may_have_happened: true, upstream_requests: 1 },
    },
  ])("$name says so", async ({ answer, want }) => {
    const { callTool, lines } = openAudited();
    upstream.answer(answer);
    await callTool(WRITE.name, WRITE.args, KEY);
    expect(lines()).toMatchObject([want]);
  });

  test("with wrong arguments is recorded as requested, without a request to the API", async () => {
    const { callTool, lines } = openAudited();
    await callTool(WRITE.name, { cod: "X" }, KEY);
    expect(lines()).toMatchObject([{ outcome: "input", arguments: { cod: "X" }, upstream_requests: 0 }]);
  });

  test("is recorded as sent if its arguments were corrected", async () => {
    const { callTool, lines } = openAudited();
    await callTool(WRITE.name, { code: "LAUNCH10", data: '{"first_rate":10}' }, KEY);
    expect(lines()).toMatchObject([{ outcome: "success", arguments: { data: { code: "LAUNCH10", first_rate: 10 } } }]);
  });

  test("outside the surface is recorded as an attempt", async () => {
    const { post, lines } = openAudited();
    const { body, headers } = modernRequest("tools/call", { name: WRITE.name, arguments: WRITE.args });
    await post(body, headers, "/readonly");
    expect(lines()).toMatchObject([
      { tool: WRITE.name, outcome: "not_served", surface: "published, read-only", upstream_requests: 0 },
    ]);
    expect(upstream.requests).toEqual([]);
  });
});

describe("a line does not contain", () => {
  test("the key, wherever an argument repeats it", async () => {
    const { callTool, lines } = openAudited();
    await callTool(WRITE.name, { data: { code: KEY, [KEY]: 1 } }, KEY);
    expect(JSON.stringify(lines())).not.toContain("VERYSECRETPART");
  });

  test("a part of the key, if a text or a name is cut inside it", async () => {
    const { callTool, lines } = openAudited();
    const cut = `${"x".repeat(290)}${KEY}`;
    await callTool(WRITE.name, { data: { code: cut, [cut]: 1 } }, KEY);
    expect(JSON.stringify(lines())).not.toContain(KEY.slice(0, 8));
  });

  test("a token in which a key is sealed, whole or cut", async () => {
    const { callTool, lines } = openAudited();
    const cut = `${"x".repeat(240)}${TOKEN}`;
    await callTool(WRITE.name, { data: { code: TOKEN, note: cut, [cut]: 1 } }, KEY);
    const shown = `${"x".repeat(240)}[token]`;
    expect(lines()[0].arguments.data).toEqual({ code: "[token]", note: shown, [shown]: 1 });
  });

  test("a key of another account, but a code that only looks like one stays", async () => {
    const { callTool, lines } = openAudited();
    await callTool(WRITE.name, { data: { code: `key 200002-${"aB3d".repeat(10)}`, note: "2026-BLACKFRIDAY" } }, KEY);
    expect(lines()[0].arguments.data).toMatchObject({ code: "key [API key]", note: "2026-BLACKFRIDAY" });
  });

  test("secrets and personal data among the arguments", async () => {
    const { callTool, lines } = openAudited({ DIGISTORE24_SURFACE: "full" });
    const buyer = { email: "erika@example.com", first_name: "Erika", last_name: "Musterfrau" };
    await callTool("PostCreatebuyurl", { product_id: 1, buyer }, KEY);
    await callTool("ipnSetup", { ipn_url: "https://shop.example/ipn", sha_passphrase: "open sesame" }, KEY);
    const text = JSON.stringify(lines());
    expect(lines()).toHaveLength(2);
    for (const secret of ["erika@example.com", "Erika", "Musterfrau", "open sesame"]) {
      expect(text).not.toContain(secret);
    }
  });

  test("a megabyte: long texts, long lists and deep structures are cut", async () => {
    const { callTool, lines } = openAudited();
    let deep: unknown = 1;
    for (let level = 0; level < 50; level++) {
      deep = { deep };
    }
    const args = { long: "x".repeat(300_000), list: Array.from({ length: 5000 }, () => "y".repeat(50)), deep };
    await callTool(WRITE.name, args, KEY);
    expect(JSON.stringify(lines()).length).toBeLessThan(10_000);
    expect(lines()[0].arguments.long).toMatch(/^x{300}… \(300000 characters\)$/);
  });
});

describe("the recorded client", () => {
  const call = { name: WRITE.name, arguments: WRITE.args };

  test("is a 2026 client as its message states", async () => {
    const { post, lines } = openAudited();
    const { body, headers } = modernRequest("tools/call", call);
    await post(body, { ...headers, "user-agent": "node" });
    expect(lines()).toMatchObject([{ client_name: "test", client_version: "1.0.0" }]);
  });

  test("is a 2025 client as stated in its session id", async () => {
    const { post, lines } = openAudited();
    const clientInfo = { name: "Some Agent\n", version: "2.1" };
    const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo };
    const { headers } = await post(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params }));
    const body = JSON.stringify({ jsonrpc: "2.0", id: 2, method: "tools/call", params: call });
    await post(body, { "mcp-session-id": String(headers["mcp-session-id"]) });
    expect(lines()).toMatchObject([{ client_name: "Some Agent", client_version: "2.1" }]);
  });

  test.each([
    {
      headers: { "user-agent": "python-httpx/0.28 (x)" },
      want: { client_name: "python-httpx", client_version: "0.28" },
    },
    { headers: { "mcp-session-id": "x".repeat(5000), "user-agent": "a/1" }, want: { client_name: "a" } },
    { headers: { "mcp-session-id": "bm90IGpzb24", "user-agent": "a/1" }, want: { client_name: "a" } },
    { headers: { "user-agent": undefined }, want: {} },
  ])("any other by its User-Agent: $headers", async ({ headers, want }) => {
    const { post, lines } = openAudited();
    await post(JSON.stringify({ jsonrpc: "2.0", id: 2, method: "tools/call", params: call }), headers);
    expect(lines()).toMatchObject([want]);
  });
});

describe("a read", () => {
  test.each([
    { reads: "false", count: 0 },
    { reads: "true", count: 1 },
  ])("leaves $count lines with AUDIT_READS=$reads", async ({ reads, count }) => {
    const { callTool, lines } = openAudited({ AUDIT_READS: reads });
    await callTool("GetGetproduct", { product_id: 1 }, KEY);
    expect(lines()).toHaveLength(count);
  });
});

describe("while the log cannot be written", () => {
  function breakLog({ file, log }: Audited): void {
    rmSync(file);
    mkdirSync(file);
    log.reopen();
  }

  test("a write is refused before anything is sent, a read is not", async () => {
    const audited = openAudited();
    breakLog(audited);
    const write = await audited.callTool(WRITE.name, WRITE.args, KEY);
    expect(write).toMatchObject({ isError: true });
    expect(write.text).toBe(
      "PostCreatevoucher: nothing was sent. This server changes nothing while its audit log cannot be written. Tell the user: only the operator of this server can fix it, and calling again before that does not help.",
    );
    expect(upstream.requests).toEqual([]);
    expect(await audited.callTool("GetGetproduct", { product_id: 1 }, KEY)).not.toMatchObject({ isError: true });
  });

  test("the server's log has the reason without a stack, and says when lines can be written again", async () => {
    const entries: Record<string, unknown>[] = [];
    const stream = { write: (line: string) => void entries.push(JSON.parse(line)) };
    const audited = openAudited({}, { logger: { level: "info", stream } });
    breakLog(audited);
    await audited.callTool(WRITE.name, WRITE.args, KEY);
    const refused = entries.find(({ outcome }) => outcome === "operator");
    expect(refused?.["err"]).toMatchObject({
      message: expect.stringContaining("its audit log cannot be written"),
      stack: "",
      cause: { message: expect.stringContaining("EISDIR"), stack: "" },
    });
    const recoveries = () => entries.filter(({ msg }) => String(msg).includes("can be written again"));
    expect(recoveries()).toEqual([]);
    rmdirSync(audited.file);
    await audited.app.inject("/ready");
    await audited.app.inject("/ready");
    expect(recoveries()).toHaveLength(1);
  });

  test("a write is sent if the operator allows it, and is recorded later", async () => {
    const audited = openAudited({ AUDIT_REQUIRED: "false" });
    breakLog(audited);
    expect(await audited.callTool(WRITE.name, WRITE.args, KEY)).not.toMatchObject({ isError: true });
    rmdirSync(audited.file);
    await audited.callTool(WRITE.name, WRITE.args, KEY);
    expect(readJsonLines(audited.file)).toHaveLength(2);
  });

  test("the endpoint is not ready until it can be written again, and reveals nothing about this machine", async () => {
    const audited = openAudited();
    const ready = () => audited.app.inject("/ready");
    expect((await ready()).json()).toEqual({ status: "ready" });
    breakLog(audited);
    const refused = await ready();
    expect(refused.statusCode).toBe(503);
    expect(refused.json()).toEqual({
      status: "not ready",
      reason: "changes are refused: the audit log cannot be written",
    });
    rmdirSync(audited.file);
    expect((await ready()).statusCode).toBe(200);
  });

  test("the endpoint stays ready if writes are allowed anyway", async () => {
    const audited = openAudited({ AUDIT_REQUIRED: "false" });
    breakLog(audited);
    expect((await audited.app.inject("/ready")).statusCode).toBe(200);
  });

  test("writes continue when it can be written again", async () => {
    const audited = openAudited();
    breakLog(audited);
    await audited.callTool(WRITE.name, WRITE.args, KEY);
    rmdirSync(audited.file);
    expect(await audited.callTool(WRITE.name, WRITE.args, KEY)).not.toMatchObject({ isError: true });
    expect(readJsonLines(audited.file)).toMatchObject([{ outcome: "operator" }, { outcome: "success" }]);
  });
});

describe("the vendor's own log", () => {
  test("gets the name unchanged, without reading any character as a pattern", async () => {
    const { post } = openAudited({ DIGISTORE24_OPERATOR: "by {client}" });
    const call = JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name: WRITE.name, arguments: WRITE.args },
    });
    await post(call, { "user-agent": "$&$'/1" });
    expect(upstream.requests.map(({ form }) => form["operator"])).toEqual(["by $&$'"]);
  });

  test.each([
    { operator: undefined, tool: WRITE.name, args: WRITE.args, want: undefined },
    { operator: "Agent ({client})", tool: WRITE.name, args: WRITE.args, want: "Agent (test)" },
    { operator: "Agent ({client})", tool: "GetGetproduct", args: { product_id: 1 }, want: undefined },
  ])("gets $want from $tool with DIGISTORE24_OPERATOR $operator", async ({ operator, tool, args, want }) => {
    const { post } = openAudited(operator === undefined ? {} : { DIGISTORE24_OPERATOR: operator });
    const { body, headers } = modernRequest("tools/call", { name: tool, arguments: args });
    await post(body, headers);
    expect(upstream.requests.map(({ form }) => form["operator"])).toEqual([want]);
  });
});
