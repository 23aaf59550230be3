import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ENDPOINT_PATHS } from "../../../src/server/contract/endpoint-paths.ts";
import { type RunningEndpoint, startEndpoint } from "../../support/endpoint.ts";
import { type RawAnswer, rawRequest } from "../../support/raw-request.ts";

const KEY = "100001-CORSTEST";
const PAGE = "https://app.example.com";
const STRANGER = "https://evil.example";
const ASKED = "authorization,content-type,mcp-method,mcp-name,mcp-protocol-version,x-mcp-readonly,x-mcp-toolsets";
const PING = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" });
const META = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": { name: "page", version: "1.0.0" },
  "io.modelcontextprotocol/clientCapabilities": {},
};
const INITIALIZE = JSON.stringify({
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "page", version: "1.0.0" } },
});

let endpoint: RunningEndpoint;
beforeAll(async () => {
  endpoint = await startEndpoint({
    ALLOWED_ORIGINS: "app.example.com",
    DIGISTORE24_VERIFY_KEY: "false",
  });
});
afterAll(() => endpoint.close());

type Lines = readonly (readonly [string, string])[];
const WITH_KEY: Lines = [["Authorization", `Bearer ${KEY}`]];

function preflight(path: string, origin: string, url = endpoint.url) {
  const headers: Lines = [
    ["Origin", origin],
    ["Access-Control-Request-Method", "POST"],
    ["Access-Control-Request-Headers", ASKED],
  ];
  return rawRequest(url, path, { method: "OPTIONS", headers });
}

function post(origin: string, body: string, lines: Lines = WITH_KEY, path = "/", url = endpoint.url) {
  const headers: Lines = [
    ["Origin", origin],
    ["Content-Type", "application/json"],
    ["Accept", "application/json, text/event-stream"],
    ["Content-Length", String(body.length)],
    ...lines,
  ];
  return rawRequest(url, path, { headers, body });
}

const paths = ENDPOINT_PATHS.map(({ url }) => url.replace(":toolsets", "vouchers"));

function expectReadable({ headers }: RawAnswer, origin = PAGE): void {
  expect(headers["access-control-allow-origin"]).toBe(origin);
  expect(headers["access-control-allow-credentials"]).toBeUndefined();
  expect(headers["vary"]).toMatch(/\borigin\b/i);
  const exposed = String(headers["access-control-expose-headers"]).toLowerCase().split(", ").sort();
  expect(exposed).toEqual(["mcp-session-id", "retry-after", "www-authenticate", "x-request-id"]);
}

describe("a preflight", () => {
  test.each([...paths, "/mcp/"])("of an allowed page is answered without a key: %s", async (path) => {
    const answer = await preflight(path, PAGE);
    expect(answer.status).toBe(204);
    expect(answer.headers["access-control-allow-origin"]).toBe(PAGE);
    expect(answer.headers["access-control-allow-headers"]).toBe(ASKED);
    expect(String(answer.headers["access-control-allow-methods"]).split(", ")).toContain("POST");
  });

  test("of a page on this machine is answered", async () => {
    expect((await preflight("/", "http://localhost:5173")).headers["access-control-allow-origin"]).toBe(
      "http://localhost:5173",
    );
  });

  test.each([STRANGER, "https://app.example.com.evil.example", "null"])("of %s is refused", async (origin) => {
    const { status, headers } = await preflight("/", origin);
    expect(status).toBe(403);
    expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  test("must name an origin, because an OPTIONS request without one gets 404", async () => {
    expect((await rawRequest(endpoint.url, "/", { method: "OPTIONS" })).status).toBe(404);
  });
});

describe("an answer", () => {
  test("to an allowed page can be read by it with the 2025 protocol", async () => {
    const answer = await post(PAGE, INITIALIZE);
    expect(answer.status).toBe(200);
    expectReadable(answer);
    expect(answer.headers["mcp-session-id"]).toBeDefined();
    expect(answer.headers["x-request-id"]).toBeDefined();
  });

  test("to an allowed page can be read by it with the 2026 protocol", async () => {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list", params: { _meta: META } });
    const answer = await post(PAGE, body, [
      ["Authorization", `Bearer ${KEY}`],
      ["MCP-Protocol-Version", "2026-07-28"],
      ["Mcp-Method", "tools/list"],
    ]);
    expect(answer.status).toBe(200);
    expectReadable(answer);
  });

  test.each([
    ["of broken JSON", "{", "/", 400],
    ["to an unknown toolset", PING, "/x/nosuch", 404],
    ["to a query", PING, "/?readonly=true", 400],
  ])("that is an error can be read too: %s", async (_, body, path, status) => {
    const answer = await post(PAGE, body, undefined, path);
    expect(answer.status).toBe(status);
    expectReadable(answer);
  });

  test("of 405 can be read too, so a client sees that there is no stream", async () => {
    const headers: Lines = [
      ["Origin", PAGE],
      ["Accept", "text/event-stream"],
    ];
    const answer = await rawRequest(endpoint.url, "/", { method: "GET", headers });
    expect(answer.status).toBe(405);
    expectReadable(answer);
  });

  test("to a missing key or to too many of them can be read too, and preflights are not counted", async () => {
    // A separate endpoint, because its address has no refusals left afterwards.
    const limited = await startEndpoint({ ALLOWED_ORIGINS: "app.example.com", RATE_LIMIT_PER_ADDRESS: "3" });
    for (const path of [...paths, ...paths]) {
      await preflight(path, PAGE, limited.url);
    }
    const answers: RawAnswer[] = [];
    for (let request = 0; request < 4; request++) {
      answers.push(await post(PAGE, PING, [], "/", limited.url));
    }
    await limited.close();
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 429]);
    for (const answer of answers) {
      expectReadable(answer);
    }
    expect(answers[0]?.headers["www-authenticate"]).toBe("Bearer");
    expect(Number(answers[3]?.headers["retry-after"])).toBeGreaterThan(0);
  });

  test.each([
    [STRANGER, 403],
    ["null", 403],
  ])("to %s names no origin", async (origin, status) => {
    const answer = await post(origin, PING);
    expect(answer.status).toBe(status);
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
  });

  test("to a client that is not a page names no origin", async () => {
    const { status, headers } = await rawRequest(endpoint.url, "/", {
      headers: [
        ["Authorization", `Bearer ${KEY}`],
        ["Content-Type", "application/json"],
        ["Accept", "application/json, text/event-stream"],
        ["Content-Length", String(PING.length)],
      ],
      body: PING,
    });
    expect(status).toBe(200);
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  });
});
