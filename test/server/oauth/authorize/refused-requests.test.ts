import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  authorizationUrl,
  Browser,
  type OAuthEndpoint,
  REDIRECT,
  register,
  startOAuthEndpoint,
  targetOf,
} from "../../../support/oauth.ts";

const CLAUDE = "https://claude.ai/api/mcp/auth_callback";
const CURSOR = "cursor://anysphere.cursor-mcp/oauth/callback";
const EXTRA = "https://agent.example/callback";

let endpoint: OAuthEndpoint;
let clientId: string;
/** Registered with addresses of which one was trusted then. */
let extraClientId: string;

beforeAll(async () => {
  endpoint = await startOAuthEndpoint();
  const { origin, sandbox } = endpoint;
  clientId = String((await register(origin, { redirect_uris: [REDIRECT, CLAUDE, CURSOR] })).body["client_id"]);
  const env = { PUBLIC_URL: origin, OAUTH_REDIRECT_HOSTS: "agent.example" };
  const trusting = await startOAuthEndpoint({ env, sandbox });
  extraClientId = String((await register(trusting.origin, { redirect_uris: [EXTRA, CLAUDE] })).body["client_id"]);
  await trusting.close();
});

afterAll(() => endpoint.close());

type Parameters = Readonly<Record<string, string | undefined>>;

const openWith = async (parameters: Parameters, more = ""): Promise<Response> => {
  const { url } = await authorizationUrl(endpoint.origin, { client_id: clientId, ...parameters });
  return new Browser(endpoint.origin).open(url + more);
};

const expectErrorPage = async (response: Response, status = 400) => {
  const page = await response.text();

  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toMatch(/^text\/html\b/);
  expect(response.headers.get("location")).toBeNull();
  expect(response.headers.get("refresh")).toBeNull();
  expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(page).not.toMatch(/<form|<meta[^>]+refresh|href="(?!\/)/i);
};

describe("a request that shows an error page and leads nowhere", () => {
  test.each<[string, Parameters]>([
    ["has no client_id", { client_id: undefined }],
    ["has an empty client_id", { client_id: "" }],
    ["has a client_id that was not sealed here", { client_id: "test-agent" }],
    ["has no redirect_uri", { redirect_uri: undefined }],
    ["has an empty redirect_uri", { redirect_uri: "" }],
    ["has a redirect_uri that is not an address", { redirect_uri: "callback" }],
    ["has a redirect_uri of another host", { redirect_uri: "https://evil.example/callback" }],
    ["has a redirect_uri of a trusted host that is not registered", { redirect_uri: "https://claude.ai/other" }],
    ["has a longer path than registered", { redirect_uri: `${CLAUDE}/more` }],
    ["has a query that is not registered", { redirect_uri: `${CLAUDE}?next=https://evil.example` }],
    ["has a fragment", { redirect_uri: `${CLAUDE}#part` }],
    ["has an empty fragment", { redirect_uri: `${CLAUDE}#` }],
    ["has a user name", { redirect_uri: CLAUDE.replace("://", "://user@") }],
    ["has a user name like the host", { redirect_uri: "https://claude.ai@evil.example/api/mcp/auth_callback" }],
    ["has another scheme", { redirect_uri: CLAUDE.replace("https:", "http:") }],
    ["has the port written out", { redirect_uri: CLAUDE.replace("claude.ai", "claude.ai:443") }],
    ["has a port on a host of the web", { redirect_uri: CLAUDE.replace("claude.ai", "claude.ai:8443") }],
    ["has dot segments", { redirect_uri: "https://claude.ai/api/x/../mcp/auth_callback" }],
    ["has upper case letters in the host", { redirect_uri: CLAUDE.replace("claude", "Claude") }],
    ["has another path of a known app", { redirect_uri: "cursor://anysphere.cursor-mcp/evil" }],
    ["has a script as its redirect_uri", { redirect_uri: "javascript:alert(1)" }],
  ])("%s", async (_, parameters) => {
    await expectErrorPage(await openWith(parameters));
  });

  test.each([
    ["redirect_uri", REDIRECT],
    ["redirect_uri", "https://evil.example/callback"],
    ["client_id", "another"],
  ])("repeats %s with %s", async (name, value) => {
    await expectErrorPage(await openWith({}, `&${new URLSearchParams({ [name]: value })}`));
  });

  test("returns to a host that the operator does not trust any more", async () => {
    const parameters = { client_id: extraClientId, redirect_uri: EXTRA };
    const response = await openWith(parameters);
    await expectErrorPage(response);

    const trusted = await openWith({ ...parameters, redirect_uri: CLAUDE });
    expect(trusted.status).toBe(200);
  });

  test("stays so if everything else is wrong too", async () => {
    const wrong = { response_type: "token", code_challenge: undefined, resource: "https://other.example/mcp" };

    await expectErrorPage(await openWith({ ...wrong, redirect_uri: "https://evil.example/callback" }));
  });
});

/** The router takes 100 characters of toolsets. */
const TOO_LONG = `/mcp/x/${Array(12).fill("vouchers").join(",")}`;
const LONGEST_STATE = "s".repeat(1024);

describe("a request that is refused by a redirect", () => {
  test.each<[string, string, Parameters]>([
    ["without response_type", "invalid_request", { response_type: undefined }],
    ["for a token", "unsupported_response_type", { response_type: "token" }],
    ["for a code and a token", "unsupported_response_type", { response_type: "code id_token" }],
    ["with response_mode fragment", "invalid_request", { response_mode: "fragment" }],
    ["with response_mode form_post", "invalid_request", { response_mode: "form_post" }],
    ["without PKCE", "invalid_request", { code_challenge: undefined, code_challenge_method: undefined }],
    ["with a method alone", "invalid_request", { code_challenge: undefined }],
    ["without a method, which means plain", "invalid_request", { code_challenge_method: undefined }],
    ["with plain PKCE", "invalid_request", { code_challenge_method: "plain" }],
    ["with the method in lower case", "invalid_request", { code_challenge_method: "s256" }],
    ["with a challenge that is too short", "invalid_request", { code_challenge: "a".repeat(42) }],
    ["with a challenge that is too long", "invalid_request", { code_challenge: "a".repeat(44) }],
    ["with a challenge in base64", "invalid_request", { code_challenge: `${"a".repeat(41)}+/` }],
    ["with an empty resource", "invalid_target", { resource: "" }],
    ["for unknown scopes only", "invalid_scope", { scope: "admin openid" }],
    ["with a state that is too long", "invalid_request", { state: `${LONGEST_STATE}s` }],
  ])("%s", async (_, error, parameters) => {
    const target = targetOf(await openWith(parameters));

    expect(target.href.split("?")[0]).toBe(REDIRECT);
    expect(Object.fromEntries(target.searchParams)).toEqual({
      error,
      error_description: expect.stringMatching(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/),
      state: parameters["state"] ?? "the-state",
      iss: endpoint.origin,
    });
    expect(target.searchParams.getAll("iss")).toHaveLength(1);
  });

  test.each(["#part", "/", "/x/unknown", "/x/Vouchers", "/x/vouchers/", "?a=b", "/everything", "%2Freadonly"])(
    "for the resource /mcp%s",
    async (suffix) => {
      const target = targetOf(await openWith({ resource: `${endpoint.origin}/mcp${suffix}` }));

      expect(target.searchParams.get("error")).toBe("invalid_target");
      expect(target.searchParams.get("state")).toBe("the-state");
    },
  );

  test.each(["", "/", "/readonly", "/x/vouchers", "/MCP", TOO_LONG])(
    "for the resource %j of the origin",
    async (path) => {
      const target = targetOf(await openWith({ resource: endpoint.origin + path }));

      expect(target.searchParams.get("error")).toBe("invalid_target");
    },
  );

  test.each(["https://mcp.other.example/mcp", "mcp", "urn:mcp"])("for the resource %s", async (resource) => {
    const target = targetOf(await openWith({ resource }));

    expect(target.searchParams.get("error")).toBe("invalid_target");
  });

  test.each(["response_type", "code_challenge", "code_challenge_method", "resource", "scope", "unknown"])(
    "with %s given twice",
    async (name) => {
      const same = name === "response_type" ? "code" : "S256";
      const target = targetOf(await openWith({ [name]: same }, `&${name}=${same}`));

      expect(target.searchParams.get("error")).toBe("invalid_request");
      expect(target.searchParams.getAll("iss")).toEqual([endpoint.origin]);
    },
  );

  test("without a state that was given twice, because it is not known which one is meant", async () => {
    const target = targetOf(await openWith({}, "&state=another"));

    expect(target.searchParams.get("error")).toBe("invalid_request");
    expect(target.searchParams.has("state")).toBe(false);
  });

  test("to the app of an editor", async () => {
    const target = targetOf(await openWith({ redirect_uri: CURSOR, response_type: "token" }));

    expect(target.href).toMatch(/^cursor:\/\/anysphere\.cursor-mcp\/oauth\/callback\?error=unsupported_response_type&/);
  });
});

test("a person who cancels is led back with access_denied, the state and one issuer", async () => {
  const { origin } = endpoint;
  const { url } = await authorizationUrl(origin, { client_id: clientId, redirect_uri: CLAUDE });
  const browser = new Browser(origin);
  const page = await (await browser.open(url)).text();
  const target = targetOf(await browser.send(page, { decision: "cancel" }));

  expect(target.href.split("?")[0]).toBe(CLAUDE);
  expect([...target.searchParams]).toEqual([
    ["error", "access_denied"],
    ["error_description", expect.any(String)],
    ["state", "the-state"],
    ["iss", origin],
  ]);
});

describe("a request that asks the person", () => {
  test.each<[string, Parameters]>([
    ["with everything", {}],
    ["without a resource, which means /mcp", { resource: undefined }],
    ["without a scope", { scope: undefined }],
    ["with an unknown scope next to a known one", { scope: "read openid" }],
    ["without a state", { state: undefined }],
    ["with the longest state", { state: LONGEST_STATE }],
    ["with response_mode query", { response_mode: "query" }],
    ["with parameters that are unknown here", { prompt: "consent", nonce: "1", access_type: "offline" }],
  ])("%s", async (_, parameters) => {
    const response = await openWith(parameters);

    expect(response.status).toBe(200);
    expect(response.headers.get("location")).toBeNull();
    expect(await response.text()).toContain('name="request"');
  });
});
