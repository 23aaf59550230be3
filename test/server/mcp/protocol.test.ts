import { afterAll, describe, expect, test } from "vitest";
import { answerOf } from "../../support/answer-of.ts";
import { SERVED_TOOL_COUNT } from "../../support/published-tools.ts";
import { modernRequest, openTestApp } from "../../support/test-app.ts";
import { success, useUpstream } from "../../support/upstream.ts";

const upstream = useUpstream();
const { app, post, rpc } = openTestApp();
afterAll(() => app.close());

const REVISIONS_2025 = ["2025-03-26", "2025-06-18", "2025-11-25"];

describe.each(REVISIONS_2025)("a client of %s", (protocolVersion) => {
  test("is answered in its own revision, with instructions", async () => {
    const { result } = await rpc("initialize", {
      protocolVersion,
      capabilities: {},
      clientInfo: { name: "test", version: "1.0.0" },
    });
    expect(result.protocolVersion).toBe(protocolVersion);
    expect(result.serverInfo.name).toBe("digistore24-mcp");
    expect(result.capabilities).toEqual({ tools: {}, prompts: {}, resources: {}, completions: {} });
    expect(result.instructions).toContain("Read before you write");
    expect(result.instructions).toContain(`${SERVED_TOOL_COUNT} tools (surface "published")`);
  });

  test("gets a session id that identifies it and that no instance has to remember", async () => {
    const params = { protocolVersion, capabilities: {}, clientInfo: { name: "test", version: "1.0.0" } };
    const answer = await post(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params }));
    const id = String(answer.headers["mcp-session-id"]);
    expect(JSON.parse(Buffer.from(id, "base64url").toString("utf8"))).toEqual(["test", "1.0.0"]);
    const list = JSON.stringify({ jsonrpc: "2.0", id: 2, method: "tools/list" });
    for (const known of [id, "of-another-server", undefined]) {
      const { status } = await post(list, { "mcp-session-id": known, "mcp-protocol-version": protocolVersion });
      expect(status).toBe(200);
    }
  });

  test("calls a tool without any handshake", async () => {
    upstream.answer(() => success({ server_time: "2026-03-16 10:15:00" }));
    const call = { jsonrpc: "2.0", id: 5, method: "tools/call", params: { name: "ping", arguments: {} } };
    const { messages } = await post(JSON.stringify(call), { "mcp-protocol-version": protocolVersion });
    expect(messages).toHaveLength(1);
    expect(messages[0]?.id).toBe(5);
    expect(answerOf(messages[0]?.result)).toEqual({ server_time: "2026-03-16 10:15:00" });
  });
});

describe("a client of 2026-07-28", () => {
  test("discovers the server without a handshake", async () => {
    const { body, headers } = modernRequest("server/discover");
    const { status, messages } = await post(body, headers);
    expect(status).toBe(200);
    expect(messages[0]?.result).toMatchObject({
      supportedVersions: ["2026-07-28"],
      capabilities: { tools: {} },
      ttlMs: 3_600_000,
      cacheScope: "private",
    });
    expect(messages[0]?.result.instructions).toContain("Read before you write");
  });

  test("may keep the list for an hour, for its own key", async () => {
    const { body, headers } = modernRequest("tools/list");
    const { status, messages } = await post(body, headers);
    expect(status).toBe(200);
    expect(messages[0]?.result).toMatchObject({ ttlMs: 3_600_000, cacheScope: "private" });
    expect(messages[0]?.result.tools).toHaveLength(SERVED_TOOL_COUNT);
  });

  test("calls a tool", async () => {
    upstream.answer(() => success({ id: 1 }));
    const { body, headers } = modernRequest("tools/call", { name: "GetGetproduct", arguments: { product_id: 12345 } });
    const { messages } = await post(body, headers);
    expect(answerOf(messages[0]?.result)).toEqual({ id: 1 });
    expect(upstream.requests.map(({ form }) => form)).toEqual([{ product_id: "12345" }]);
  });
});

describe("JSON-RPC", () => {
  test.each(["text-id", 0, 987_654_321])("an error carries the request's id: %j", async (id) => {
    const { error, id: answered } = await rpc("tools/call", { name: "pong" }, undefined, id);
    expect(answered).toBe(id);
    expect(error).toEqual({
      code: -32602,
      message: 'There is no tool "pong" here. The nearest is ping; tools/list names all tools.',
    });
  });

  test("a long unknown name is shortened to its beginning", async () => {
    const { error } = await rpc("tools/call", { name: "x".repeat(10_000) });
    expect(error?.code).toBe(-32602);
    expect(error?.message.length).toBeLessThan(200);
  });

  test("an unknown method is -32601, with the request's id", async () => {
    expect(await rpc("tools/nope", {}, undefined, 77)).toMatchObject({ id: 77, error: { code: -32601 } });
  });

  test("arguments that are not an object are -32602", async () => {
    const message = await rpc("tools/call", { name: "ping", arguments: "x" }, undefined, 78);
    expect(message).toMatchObject({ id: 78, error: { code: -32602 } });
    expect(upstream.requests).toEqual([]);
  });

  test("a notification is accepted without an answer", async () => {
    const answer = await post('{"jsonrpc":"2.0","method":"notifications/initialized"}');
    expect([answer.status, answer.body]).toEqual([202, ""]);
  });

  test("a batch is answered message by message", async () => {
    const batch = [
      { jsonrpc: "2.0", id: 1, method: "ping" },
      { jsonrpc: "2.0", id: 2, method: "tools/call", params: { name: "ping", arguments: {} } },
      { jsonrpc: "2.0", id: 3, method: "tools/call", params: { name: "pong", arguments: {} } },
    ];
    const { messages } = await post(JSON.stringify(batch));
    const byId = messages.toSorted((a, b) => Number(a.id) - Number(b.id));
    expect(byId).toHaveLength(3);
    expect(byId[0]).toEqual({ jsonrpc: "2.0", id: 1, result: {} });
    expect(byId[1]?.result.content[0]).toEqual({ type: "text", text: "{}" });
    expect(byId[2]?.error?.code).toBe(-32602);
  });
});
