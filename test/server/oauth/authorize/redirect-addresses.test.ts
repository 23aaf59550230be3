import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  askToken,
  authorizationUrl,
  Browser,
  codeRequest,
  connectByKey,
  type OAuthEndpoint,
  register,
  startOAuthEndpoint,
  targetOf,
} from "../../../support/oauth.ts";

/** As browsers do. */
const MAX_COOKIE_BYTES = 4096;

let endpoint: OAuthEndpoint;

beforeAll(async () => {
  endpoint = await startOAuthEndpoint();
});

afterAll(() => endpoint.close());

const registerWith = async (redirectUri: string): Promise<string> => {
  return String((await register(endpoint.origin, { redirect_uris: [redirectUri] })).body["client_id"]);
};

const openWith = async (registered: string, redirectUri: string): Promise<number> => {
  const client_id = await registerWith(registered);
  const { url } = await authorizationUrl(endpoint.origin, { client_id, redirect_uri: redirectUri });
  return (await new Browser(endpoint.origin).open(url)).status;
};

describe("an address on loopback", () => {
  test.each([
    ["http://127.0.0.1/callback", "http://127.0.0.1:1/callback"],
    ["http://127.0.0.1/callback", "http://127.0.0.1:65535/callback"],
    ["http://127.0.0.1:4711/callback", "http://127.0.0.1/callback"],
    ["http://127.0.0.1:4711/callback", "http://127.0.0.1:80/callback"],
    ["http://127.0.0.1:80/callback", "http://127.0.0.1:4711/callback"],
    ["http://127.0.0.1:4711/4711", "http://127.0.0.1:4712/4711"],
    ["http://localhost:3000/callback", "http://localhost:49152/callback"],
    ["http://localhost/callback?a=:80", "http://localhost:80/callback?a=:80"],
    ["http://[::1]:3000/callback", "http://[::1]:49152/callback"],
  ])("%s may also be %s", async (registered, asked) => {
    expect(await openWith(registered, asked)).toBe(200);
  });

  test.each([
    ["http://127.0.0.1/callback", "http://localhost/callback"],
    ["http://localhost/callback", "http://127.0.0.1/callback"],
    ["http://localhost/callback", "http://[::1]/callback"],
    ["http://127.0.0.1/callback", "http://127.0.0.2:4711/callback"],
    ["http://127.0.0.1/callback", "http://127.1:4711/callback"],
    ["http://localhost/callback", "http://LOCALHOST:4711/callback"],
    ["http://localhost/callback", "http://localhost.evil.example/callback"],
    ["http://localhost/callback", "http://localhost:4711@evil.example/callback"],
    ["http://localhost/callback", "http://user@localhost:4711/callback"],
    ["http://127.0.0.1/callback", "https://127.0.0.1:4711/callback"],
    ["http://127.0.0.1/callback", "http://127.0.0.1:4711/callback/"],
    ["http://127.0.0.1/callback", "http://127.0.0.1:4711/other"],
    ["http://127.0.0.1/callback", "http://127.0.0.1:4711/other/../callback"],
    ["http://127.0.0.1/callback", "http://127.0.0.1:4711/callback?next=1"],
    ["http://127.0.0.1/callback?next=1", "http://127.0.0.1:4711/callback"],
    ["http://127.0.0.1/callback", "http://127.0.0.1:4711/callback#"],
    ["http://127.0.0.1/callback", "http://127.0.0.1:65536/callback"],
    ["http://127.0.0.1/callback", "http://127.0.0.1:04711/callback"],
    ["http://127.0.0.1/callback", "http://127.0.0.1:47\t11/callback"],
    ["http://127.0.0.1/callback", "http:\\\\127.0.0.1:4711\\callback"],
    ["http://127.0.0.1:47/11/callback", "http://127.0.0.1:4711/callback"],
  ])("%s may not be %s", async (registered, asked) => {
    expect(await openWith(registered, asked)).toBe(400);
  });

  test("must be the same port at the token endpoint as at the authorization", async () => {
    const { origin } = endpoint;
    const asked = "http://127.0.0.1:49152/callback";
    const { authorization, code, answer } = await connectByKey(origin, { parameters: { redirect_uri: asked } });
    const request = { ...codeRequest(authorization, code), redirect_uri: asked };

    expect(answer.origin).toBe("http://127.0.0.1:49152");
    const other = await askToken(origin, { ...request, redirect_uri: "http://127.0.0.1:49153/callback" });
    expect(other).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect((await askToken(origin, request)).status).toBe(200);
  });
});

describe("the answer to the program", () => {
  test("keeps the query of the registered address, except for the names that answers have", async () => {
    const { origin } = endpoint;
    const redirect = "http://localhost:7777/callback?tenant=a%20b&iss=https://other.example&code=x&code=y&state=old";
    const parameters = { client_id: await registerWith(redirect), redirect_uri: redirect };
    const { answer, code } = await connectByKey(origin, { parameters });

    expect([...answer.searchParams.keys()].sort()).toEqual(["code", "iss", "state", "tenant"]);
    expect(answer.searchParams.get("tenant")).toBe("a b");
    expect(answer.searchParams.get("iss")).toBe(origin);
    expect(answer.searchParams.get("state")).toBe("the-state");
    expect(code.length).toBeGreaterThan(100);
  });

  test.each([
    ["quotes and ampersands", `"&=#%?+ <script>`],
    ["nothing", ""],
  ])("returns a state of %s as it was", async (_, state) => {
    const { answer } = await connectByKey(endpoint.origin, { parameters: { state } });

    expect(answer.searchParams.getAll("state")).toEqual([state]);
  });
});

describe("the hand-over's cookie", () => {
  test.each([
    ["plain characters", "s".repeat(1024)],
    ["quotes", '"'.repeat(1024)],
    ["umlauts", "ä".repeat(1024)],
    ["control characters", "\u0001".repeat(1024)],
  ])("fits into a browser, or the state of %s is refused", async (_, state) => {
    const { origin } = endpoint;
    const redirect = `http://127.0.0.1/${"p".repeat(480)}`;
    const client = await register(origin, { redirect_uris: [redirect], client_name: "ä".repeat(200) });
    const resource = `${origin}/mcp/x/vouchers,products,orders,purchases,transactions,buyers,marketplace,statistics/readonly`;
    const parameters = { client_id: String(client.body["client_id"]), redirect_uri: redirect, state, resource };
    const { url } = await authorizationUrl(origin, parameters);
    const browser = new Browser(origin);
    const response = await browser.open(url);
    if (response.status === 302) {
      expect(targetOf(response).searchParams.get("error")).toBe("invalid_request");
      return;
    }

    await browser.send(await response.text(), { decision: "digistore24" });
    const bytes = [...browser.cookies].map(([name, value]) => Buffer.byteLength(`${name}=${value}`));
    expect(bytes).toHaveLength(2);
    expect(Math.max(...bytes)).toBeLessThanOrEqual(MAX_COOKIE_BYTES);
  });
});
