import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningEndpoint, startEndpoint } from "../../support/endpoint.ts";
import { KEY, modernRequest } from "../../support/test-app.ts";
import { API_URL } from "../../support/upstream.ts";

/** The expected answers are those of the last commit before the front door. */
const NOT_COMPARED = ["connection", "content-length", "date", "keep-alive", "transfer-encoding", "x-request-id"];
const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };
const NOT_SERVED = {
  status: 404,
  headers: JSON_TYPE,
  body: `{"error":"Nothing is served here. The MCP endpoint is / or /mcp; /health and /ready report the server's state."}`,
};

let endpoint: RunningEndpoint;

beforeAll(async () => {
  endpoint = await startEndpoint({ DIGISTORE24_API_URL: API_URL, DIGISTORE24_VERIFY_KEY: "false" });
});

afterAll(() => endpoint.close());

const ask = async (path: string, init: RequestInit) => {
  const response = await fetch(new URL(path, endpoint.url), { redirect: "manual", ...init });
  const headers = [...response.headers].filter(([name]) => !NOT_COMPARED.includes(name));
  return { status: response.status, headers: Object.fromEntries(headers), body: await response.text() };
};

const GET = {};
const FORM = { method: "POST", body: new URLSearchParams({ grant_type: "refresh_token" }) };
const JSON_BODY = { method: "POST", body: "{}", headers: { "content-type": "application/json" } };
const BROWSER = { headers: { accept: "text/html", origin: "https://claude.ai", "sec-fetch-site": "cross-site" } };

describe("without PUBLIC_URL", () => {
  test.each<[string, RequestInit]>([
    ["/.well-known/oauth-protected-resource", GET],
    ["/.well-known/oauth-protected-resource/mcp", GET],
    ["/.well-known/oauth-authorization-server", GET],
    ["/.well-known/oauth-authorization-server/mcp", GET],
    ["/.well-known/ai-catalog.json", GET],
    ["/mcp/server-card", GET],
    ["/authorize", BROWSER],
    ["/authorize", FORM],
    ["/authorize/return/proof", BROWSER],
    ["/authorize/cancel/proof", BROWSER],
    ["/token", FORM],
    ["/token", JSON_BODY],
    ["/register", JSON_BODY],
    ["/revoke", FORM],
  ])("%s does not exist", async (path, init) => {
    const answer = await ask(path, init);
    expect(answer).toEqual(await ask("/an/address/without/a/meaning", init));
    // A browser gets a page that says the same.
    expect(answer).toMatchObject(init === BROWSER ? { status: 404 } : NOT_SERVED);
  });

  test.each(["/.well-known/oauth-authorization-server", "/token", "/register"])(
    "%s is not open to pages of other sites",
    async (path) => {
      const preflight = await ask(path, { method: "OPTIONS", headers: { origin: "https://chatgpt.com" } });

      expect(preflight).toMatchObject({ status: 403, headers: JSON_TYPE });
      expect(preflight.headers).not.toHaveProperty("access-control-allow-origin");
    },
  );

  test.each(["/", "/mcp", "/mcp/readonly", "/mcp/x/vouchers"])("%s knows only keys", async (path) => {
    const { headers, body } = modernRequest("tools/list");
    const post = async (more: Record<string, string>) => {
      const all = { accept: "application/json, text/event-stream", "content-type": "application/json", ...headers };
      const { body: _, ...answer } = await ask(path, { method: "POST", body, headers: { ...all, ...more } });
      return answer;
    };
    const refused = { status: 401, headers: { ...JSON_TYPE, vary: "Origin", "www-authenticate": "Bearer" } };
    const served = { status: 200, headers: { "content-type": "application/json", vary: "Origin" } };

    expect(await post({})).toEqual(refused);
    expect(await post({ authorization: "Basic dXNlcjpwYXNz" })).toEqual(refused);
    expect(await post({ authorization: `Bearer ${KEY}` })).toEqual(served);
    expect(await post({ authorization: "Bearer eyJhbGciOiJkaXIifQ..a.b.c" })).toEqual(served);
    expect(await post({ origin: "https://claude.ai" })).toEqual({ status: 403, headers: JSON_TYPE });
  });
});
