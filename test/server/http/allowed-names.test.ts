import { afterAll, describe, expect, test } from "vitest";
import { openTestApp } from "../../support/test-app.ts";
import { useUpstream } from "../../support/upstream.ts";

const PING = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" });
const upstream = useUpstream();
const { app, post } = openTestApp({
  HOST: "0.0.0.0",
  ALLOWED_HOSTS: "MCP.Example.com,bücher.example,::1",
  ALLOWED_ORIGINS: "App.Example.com",
});
afterAll(() => app.close());

describe("a name that the operator allows", () => {
  test.each([
    { host: "mcp.example.com" },
    { host: "MCP.EXAMPLE.COM:8443" },
    { host: "xn--bcher-kva.example" },
    { host: "[::1]:3000" },
    { host: "localhost" },
    { host: "localhost.:3000" },
    { host: "mcp.example.com." },
    { host: "mcp.example.com", origin: "https://app.example.com" },
    { host: "mcp.example.com", origin: "http://APP.example.com:5173" },
    { host: "localhost.", origin: "http://localhost.:3000" },
  ])("is served however it is written: $host $origin", async (headers) => {
    expect((await post(PING, headers)).status).toBe(200);
  });
});

describe("a name that the operator does not allow", () => {
  const allowed = { host: "mcp.example.com" };
  const refused = [
    { headers: { host: "evil.example:80" }, header: "Host", seen: 'names "evil.example"', variable: "ALLOWED_HOSTS" },
    { headers: { host: "localhost.." }, header: "Host", seen: 'names "localhost.."', variable: "ALLOWED_HOSTS" },
    { headers: { host: "a b" }, header: "Host", seen: "names no host", variable: "ALLOWED_HOSTS" },
    {
      headers: { host: "100001-SECRETTOKENOFAKEY" },
      header: "Host",
      seen: 'names "[API key]"',
      variable: "ALLOWED_HOSTS",
    },
    {
      headers: { ...allowed, origin: "https://evil.example" },
      header: "Origin",
      seen: 'names "evil.example"',
      variable: "ALLOWED_ORIGINS",
    },
    { headers: { ...allowed, origin: "null" }, header: "Origin", seen: "names no host", variable: "ALLOWED_ORIGINS" },
  ];
  test.each(refused)(
    "is refused, and the refusal names the variable that would allow it: $headers",
    async (refusal) => {
      const { headers, header, seen, variable } = refusal;
      const { status, messages } = await post(PING, headers);
      expect(status).toBe(403);
      expect(messages).toEqual([
        {
          jsonrpc: "2.0",
          error: {
            code: -32_000,
            message: `The ${header} header ${seen}, which this server does not serve. Its operator can add the host name to ${variable}, without scheme and port.`,
          },
          id: null,
        },
      ]);
      expect(upstream.requests).toEqual([]);
    },
  );
});

describe("an endpoint at any loopback address", () => {
  const local = openTestApp({ HOST: "127.0.0.2" });
  afterAll(() => local.app.close());

  test.each([
    ["127.0.0.2:3000", 200],
    ["localhost", 200],
    ["localhost.", 200],
    ["evil.example", 403],
  ])("answers a request for %s with %i", async (host, status) => {
    expect((await local.post(PING, { host })).status).toBe(status);
  });
});
