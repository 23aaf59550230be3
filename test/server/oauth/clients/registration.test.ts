import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  authorizationUrl,
  Browser,
  type OAuthEndpoint,
  REDIRECT,
  register,
  startOAuthEndpoint,
} from "../../../support/oauth.ts";

const CLAUDE = "https://claude.ai/api/mcp/auth_callback";
const LONG = (chars: number) => `http://127.0.0.1/${"p".repeat(chars - "http://127.0.0.1/".length)}`;

let endpoint: OAuthEndpoint;

beforeAll(async () => {
  endpoint = await startOAuthEndpoint({ env: { OAUTH_REDIRECT_HOSTS: "agent.example" } });
});

afterAll(() => endpoint.close());

const post = async (body: string, headers: Record<string, string> = { "content-type": "application/json" }) => {
  const response = await fetch(`${endpoint.origin}/register`, { method: "POST", headers, body });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
};

const pageStatus = async (client_id: string, redirect_uri: string): Promise<number> => {
  const { url } = await authorizationUrl(endpoint.origin, { client_id, redirect_uri });
  return (await new Browser(endpoint.origin).open(url)).status;
};

describe("a registration", () => {
  test("is answered as RFC 7591 asks for", async () => {
    const metadata = { redirect_uris: [REDIRECT, CLAUDE], client_name: "Agent", grant_types: ["authorization_code"] };
    const { status, headers, body } = await post(JSON.stringify(metadata));

    expect(status).toBe(201);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(body).toEqual({
      client_id: expect.stringMatching(/^[\w.-]{100,}$/),
      client_id_issued_at: expect.any(Number),
      client_name: "Agent",
      redirect_uris: [REDIRECT, CLAUDE],
      grant_types: ["authorization_code"],
      response_types: ["code"],
      token_endpoint_auth_method: "none",
    });
    expect(Math.abs(body.client_id_issued_at - Date.now() / 1000)).toBeLessThan(60);
  });

  test.each([
    ...["none", "client_secret_basic", "client_secret_post", "private_key_jwt", "tls_client_auth"],
    ...["", 7, null, ["none"]],
  ])("without a secret, although it asks for %j", async (token_endpoint_auth_method) => {
    const { status, body } = await register(endpoint.origin, { token_endpoint_auth_method });

    expect(status).toBe(201);
    expect(body["token_endpoint_auth_method"]).toBe("none");
    expect(Object.keys(body).filter((name) => /secret|registration_/.test(name))).toEqual([]);
  });

  test.each<[string, object]>([
    ["the least", { redirect_uris: [REDIRECT], grant_types: undefined, client_name: undefined }],
    ["members that are unknown here", { redirect_uris: [REDIRECT], logo_uri: "https://a.example", contacts: [] }],
    ["ten addresses", { redirect_uris: Array.from({ length: 10 }, (_, index) => `${REDIRECT}/${index}`) }],
    ["an address of 500 characters", { redirect_uris: [LONG(500)] }],
    ["1,500 characters of addresses", { redirect_uris: Array(3).fill(LONG(500)) }],
    ["an app of an editor", { redirect_uris: ["cursor://anysphere.cursor-mcp/oauth/callback"] }],
    ["a host that the operator added", { redirect_uris: ["https://agent.example/callback"] }],
    ["more grants than there are here", { grant_types: ["authorization_code", "refresh_token", "implicit"] }],
  ])("with %s", async (_, metadata) => {
    const { redirect_uris: [uri = ""] = [REDIRECT] } = metadata as { redirect_uris?: string[] };
    const { status, body } = await register(endpoint.origin, metadata);

    expect(status).toBe(201);
    expect(await pageStatus(String(body["client_id"]), uri)).toBe(200);
  });

  test("keeps the name on one short line", async () => {
    const client_name = `Agent\r\n\u202Eevil ${"x".repeat(200)}`;
    const { body } = await register(endpoint.origin, { client_name });

    expect(body["client_name"]).toMatch(/^Agent evil x+/);
    expect(String(body["client_name"]).length).toBe(80 + "…".length);
  });

  test("gives each program an id of its own, and none that can be read", async () => {
    const ids = await Promise.all([1, 2].map(async () => String((await register(endpoint.origin)).body["client_id"])));

    expect(new Set(ids).size).toBe(2);
    expect(Buffer.from(ids.join(), "base64url").toString("latin1")).not.toMatch(/127\.0|Test Agent/);
  });
});

const METADATA = "invalid_client_metadata";
const REDIRECTS = "invalid_redirect_uri";

describe("a registration is refused", () => {
  test.each<[string, string, object]>([
    ["without redirect_uris", METADATA, { redirect_uris: undefined }],
    ["without an address", METADATA, { redirect_uris: [] }],
    ["with one address that is not in a list", METADATA, { redirect_uris: REDIRECT }],
    ["with a number as address", METADATA, { redirect_uris: [7] }],
    ["with eleven addresses", METADATA, { redirect_uris: Array.from({ length: 11 }, () => REDIRECT) }],
    ["with an address of 501 characters", METADATA, { redirect_uris: [LONG(501)] }],
    ["with more than 1,500 characters of addresses", REDIRECTS, { redirect_uris: Array(4).fill(LONG(400)) }],
    ["with an empty address", REDIRECTS, { redirect_uris: [""] }],
    ["with an address without a scheme", REDIRECTS, { redirect_uris: ["127.0.0.1/callback"] }],
    ["with a host that is not trusted", REDIRECTS, { redirect_uris: ["https://evil.example/callback"] }],
    ["with one such host among others", REDIRECTS, { redirect_uris: [CLAUDE, "https://evil.example/callback"] }],
    ["with a host below a trusted one", REDIRECTS, { redirect_uris: ["https://evil.claude.ai/callback"] }],
    ["with a host that begins like a trusted one", REDIRECTS, { redirect_uris: ["https://claude.ai.evil.example/"] }],
    ["with a trusted host as user name", REDIRECTS, { redirect_uris: ["https://claude.ai@evil.example/"] }],
    ["with a backslash", REDIRECTS, { redirect_uris: ["https://evil.example\\@claude.ai/"] }],
    ["with a trusted host by http", REDIRECTS, { redirect_uris: [CLAUDE.replace("https", "http")] }],
    ["with a trusted host on another port", REDIRECTS, { redirect_uris: [CLAUDE.replace("ai/", "ai:8443/")] }],
    ["with a user name", REDIRECTS, { redirect_uris: ["http://user:word@127.0.0.1/callback"] }],
    ["with a fragment", REDIRECTS, { redirect_uris: [`${REDIRECT}#part`] }],
    ["with an empty fragment", REDIRECTS, { redirect_uris: [`${REDIRECT}#`] }],
    ["with a line break", REDIRECTS, { redirect_uris: ["http://127.0.0.1/\r\nlocation:x"] }],
    ["with a private address", REDIRECTS, { redirect_uris: ["http://192.168.0.1/callback"] }],
    ["with the address of every interface", REDIRECTS, { redirect_uris: ["http://0.0.0.0/callback"] }],
    ["with a script", REDIRECTS, { redirect_uris: ["javascript:alert(1)"] }],
    ["with data", REDIRECTS, { redirect_uris: ["data:text/html,x"] }],
    ["with an unknown app", REDIRECTS, { redirect_uris: ["evil://callback"] }],
    ["with another part of a known app", REDIRECTS, { redirect_uris: ["cursor://evil/callback"] }],
    ["with another grant only", METADATA, { grant_types: ["client_credentials"] }],
    ["with another response only", METADATA, { response_types: ["token"] }],
    ["with a name that is not a text", METADATA, { client_name: { de: "Agent" } }],
  ])("%s, each time in the same words", async (_, error, metadata) => {
    const answers = [await register(endpoint.origin, metadata), await register(endpoint.origin, metadata)];

    expect(answers[0]).toEqual({ status: 400, body: { error, error_description: expect.any(String) } });
    expect(answers[1]).toEqual(answers[0]);
  });

  test.each([
    ["a body that is not JSON", "{", "application/json", 400],
    ["nothing", "", "application/json", 400],
    ["null", "null", "application/json", 400],
    ["a list", "[]", "application/json", 400],
    ["a text", '"redirect_uris"', "application/json", 400],
    ["a form", `redirect_uris=${REDIRECT}`, "application/x-www-form-urlencoded", 400],
    ["JSON without its type", `{"redirect_uris":["${REDIRECT}"]}`, "text/plain", 415],
    ["a prototype", `{"__proto__":{"redirect_uris":["${REDIRECT}"]}}`, "application/json", 400],
    ["more than 16 kB", `{"redirect_uris":["${REDIRECT}"],"a":"${"a".repeat(17_000)}"}`, "application/json", 413],
  ])("with %s", async (_, body, type, status) => {
    const answer = await post(body, { "content-type": type });

    expect(answer.status).toBe(status);
    expect(answer.body.error).toMatch(/^invalid_(request|client_metadata)$/);
  });
});
