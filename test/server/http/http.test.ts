import { afterAll, describe, expect, test } from "vitest";
import { KEY, openTestApp } from "../../support/test-app.ts";
import { useUpstream } from "../../support/upstream.ts";

const upstream = useUpstream();
const { app, post } = openTestApp();
afterAll(() => app.close());

const PING = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" });
const CALL = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "ping", arguments: {} } });

describe("an address that cannot be read", () => {
  test.each([
    { name: "a broken escape", path: `/x/${KEY}%zz`, status: 400 },
    { name: "a part that is too long", path: `/x/${KEY}${"a".repeat(150)}`, status: 414 },
  ])("is refused without repeating it: $name", async ({ path, status }) => {
    for (const method of ["GET", "POST"] as const) {
      const answer = await app.inject({ method, url: path, headers: { authorization: `Bearer ${KEY}` } });
      expect(answer.statusCode).toBe(status);
      expect(answer.body).not.toContain(KEY);
      expect(answer.json()).toEqual({
        jsonrpc: "2.0",
        error: { code: -32600, message: expect.stringContaining("The MCP endpoint is / or /mcp") },
        id: null,
      });
    }
  });
});

describe("the key", () => {
  const refused: { name: string; header: string | undefined; seen: string }[] = [
    { name: "no header", header: undefined, seen: "There is no Authorization header" },
    { name: "another scheme", header: "Basic MTAwMDAxOng=", seen: "The Authorization header is not of this form" },
    { name: "a scheme alone", header: "Bearer", seen: "The Authorization header is not of this form" },
    { name: "an empty token", header: "Bearer  ", seen: "The Authorization header is not of this form" },
    { name: "a bare key", header: "100001-ABCDEF", seen: "The Authorization header is not of this form" },
    { name: "two tokens", header: "Bearer one two", seen: "The Authorization header is not of this form" },
    {
      name: "a placeholder",
      header: "Bearer YOUR_DIGISTORE24_API_KEY",
      seen: "The key is a placeholder. Put your own Digistore24 API key in its place",
    },
    {
      name: "a variable that was not replaced",
      header: `\${AUTH_HEADER}`,
      seen: "The key is a variable that was not replaced. Set the variable, or put the key itself in its place",
    },
    {
      name: "201 characters",
      header: `Bearer ${"x".repeat(201)}`,
      seen: "The Authorization header is not of this form",
    },
    { name: "a tab inside", header: "Bearer a\tb", seen: "The Authorization header is not of this form" },
    { name: "a control character", header: "Bearer a\u0001b", seen: "The Authorization header is not of this form" },
    { name: "a line break", header: "Bearer a\r\nb", seen: "The Authorization header is not of this form" },
    { name: "a letter beyond ASCII", header: "Bearer schlüssel", seen: "The Authorization header is not of this form" },
  ];
  test.each(refused)("is refused: $name", async ({ header, seen }) => {
    const answer = await post(CALL, { authorization: header });
    expect(answer.status).toBe(401);
    expect(answer.headers["www-authenticate"]).toBe("Bearer");
    expect(answer.messages).toEqual([
      {
        jsonrpc: "2.0",
        error: { code: -32001, message: `${seen}. Send "Authorization: Bearer <your Digistore24 API key>".` },
        id: null,
      },
    ]);
    expect(upstream.requests).toEqual([]);
  });

  const taken: { name: string; header: string; key: string }[] = [
    { name: "of one character", header: "Bearer x", key: "x" },
    { name: "of 200 characters", header: `Bearer ${"x".repeat(200)}`, key: "x".repeat(200) },
    {
      name: "of any printable characters",
      header: "Bearer !\"#$%&'()*+,-./:;<=>?@[]^_`{|}~",
      key: "!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~",
    },
    { name: "after a scheme in small letters", header: "bearer 100001-ABC", key: "100001-ABC" },
    { name: "after several spaces", header: "Bearer   100001-ABC", key: "100001-ABC" },
  ];
  test.each(taken)("is passed on unchanged: $name", async ({ header, key }) => {
    const answer = await post(CALL, { authorization: header });
    expect(answer.status).toBe(200);
    expect(upstream.requests.map(({ headers }) => headers.get("x-ds-api-key"))).toEqual([key]);
  });
});

describe.each(["/", "/mcp"])("%s", (url) => {
  test("is the endpoint", async () => {
    const answer = await post(PING, {}, url);
    expect(answer.status).toBe(200);
    expect(answer.messages).toEqual([{ jsonrpc: "2.0", id: 1, result: {} }]);
  });

  test.each(["GET", "DELETE"] as const)("answers %s with 405 and the method to use", async (method) => {
    const answer = await app.inject({ method, url });
    expect(answer.statusCode).toBe(405);
    expect(answer.headers["allow"]).toBe("POST");
    expect(answer.json()).toEqual({
      jsonrpc: "2.0",
      error: {
        code: -32000,
        message: "This is an MCP endpoint: send JSON-RPC by POST. There are no sessions to open or delete.",
      },
      id: null,
    });
  });
});

describe("a body", () => {
  test.each(["{", '{"jsonrpc":"2.0",', "", "not json"])("of broken JSON is refused with 400: %j", async (body) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.messages).toEqual([
      {
        jsonrpc: "2.0",
        error: { code: -32700, message: "The body is not JSON. Send one JSON-RPC message." },
        id: null,
      },
    ]);
  });

  test.each(["123", "null", '"text"', "[]", "{}"])("that is not a message is refused with 400: %s", async (body) => {
    expect((await post(body)).status).toBe(400);
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "application/xml"])(
    "of %s is refused with 415",
    async (type) => {
      expect((await post(PING, { "content-type": type })).status).toBe(415);
    },
  );

  test("over 1 MiB is refused with 413", async () => {
    const answer = await post(`${PING}${" ".repeat(1024 * 1024 - PING.length + 1)}`);
    expect(answer.status).toBe(413);
    expect(answer.messages).toEqual([
      {
        jsonrpc: "2.0",
        error: { code: -32600, message: "The body is larger than 1 MiB. Send less in one call." },
        id: null,
      },
    ]);
  });

  test("of exactly 1 MiB is accepted", async () => {
    expect((await post(`${PING}${" ".repeat(1024 * 1024 - PING.length)}`)).status).toBe(200);
  });

  test("that is nested extremely deeply does not stop the endpoint", async () => {
    const nested = "[".repeat(100_000) + "]".repeat(100_000);
    await post(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"ping","arguments":{"a":${nested}}}}`);
    expect((await post(PING)).status).toBe(200);
    expect(upstream.requests).toEqual([]);
  });
});

describe("a request from elsewhere", () => {
  test.each(["evil.example", "evil.example:3000", "127.0.0.1.evil.example"])(
    "for the host %s is refused with 403",
    async (host) => {
      expect((await post(CALL, { host })).status).toBe(403);
      expect(upstream.requests).toEqual([]);
    },
  );

  test.each(["localhost", "localhost:3000", "127.0.0.1:3000", "[::1]:3000"])(
    "for the host %s is served",
    async (host) => {
      expect((await post(PING, { host })).status).toBe(200);
    },
  );

  test.each(["https://evil.example", "http://localhost.evil.example", "null"])(
    "of the page %s is refused with 403",
    async (origin) => {
      expect((await post(CALL, { origin })).status).toBe(403);
      expect(upstream.requests).toEqual([]);
    },
  );

  test.each(["http://localhost:5173", "http://127.0.0.1:6274"])("of the page %s is served", async (origin) => {
    expect((await post(PING, { origin })).status).toBe(200);
  });

  test("is served only for hosts and pages that the operator allows", async () => {
    const open = openTestApp({ HOST: "0.0.0.0", ALLOWED_HOSTS: "mcp.example.com", ALLOWED_ORIGINS: "app.example.com" });
    const statuses = await Promise.all([
      open.post(PING, { host: "mcp.example.com", origin: "https://app.example.com" }),
      open.post(PING, { host: "evil.example" }),
      open.post(PING, { host: "mcp.example.com", origin: "https://evil.example" }),
    ]);
    await open.app.close();
    expect(statuses.map(({ status }) => status)).toEqual([200, 403, 403]);
  });
});

describe("next to the endpoint", () => {
  test.each(["/mcp/sse", "/sse", "/.well-known/oauth-protected-resource", "/register"])(
    "%s is answered with 404",
    async (url) => {
      const answer = await app.inject({ method: "GET", url });
      expect(answer.statusCode).toBe(404);
      expect(answer.json()).toEqual({
        error: "Nothing is served here. The MCP endpoint is / or /mcp; /health and /ready report the server's state.",
      });
      expect((await post(PING, {}, url)).status).toBe(404);
    },
  );

  test("/health and /ready need no key", async () => {
    const health = await app.inject({ method: "GET", url: "/health" });
    const ready = await app.inject({ method: "GET", url: "/ready" });
    expect([health.statusCode, health.json()]).toEqual([200, { status: "ok" }]);
    expect([ready.statusCode, ready.json()]).toEqual([200, { status: "ready" }]);
  });

  test("an answer has the same id as its log lines", async () => {
    const first = await post(PING, { authorization: `Bearer ${KEY}`, "x-request-id": "forged" });
    const second = await post(PING);
    expect(first.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(second.headers["x-request-id"]).not.toBe(first.headers["x-request-id"]);
  });
});
