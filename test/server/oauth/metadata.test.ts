import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OAuthEndpoint, send, startOAuthEndpoint } from "../../support/oauth.ts";
import { FULL_KEY } from "../../support/sandbox.ts";

const RESOURCE = "/.well-known/oauth-protected-resource";
const SERVER = "/.well-known/oauth-authorization-server";

/** Every form of the protected address. */
const PATHS = [
  ...["/mcp", "/mcp/safe", "/mcp/readonly", "/mcp/x/vouchers", "/mcp/x/products,vouchers", "/mcp/x/order-forms"],
  ...["/mcp/x/orders/safe", "/mcp/x/e-tickets,buy-urls/readonly"],
];

let endpoint: OAuthEndpoint;

beforeAll(async () => {
  endpoint = await startOAuthEndpoint();
});

afterAll(() => endpoint.close());

const read = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(endpoint.origin + path, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: text === "" ? undefined : JSON.parse(text) };
};

describe("the metadata of the authorization server", () => {
  test.each(["", ...PATHS])("is the same with %j inserted behind the well-known name", async (path) => {
    const { origin } = endpoint;
    const { status, headers, body } = await read(SERVER + path);

    expect(status).toBe(200);
    expect(headers.get("content-type")).toMatch(/^application\/json\b/);
    expect(body).toEqual({
      issuer: origin,
      authorization_endpoint: `${origin}/authorize`,
      token_endpoint: `${origin}/token`,
      registration_endpoint: `${origin}/register`,
      revocation_endpoint: `${origin}/revoke`,
      scopes_supported: ["read", "write", "offline_access"],
      response_types_supported: ["code"],
      response_modes_supported: ["query"],
      grant_types_supported: ["authorization_code", "refresh_token"],
      token_endpoint_auth_methods_supported: ["none"],
      revocation_endpoint_auth_methods_supported: ["none"],
      code_challenge_methods_supported: ["S256"],
      authorization_response_iss_parameter_supported: true,
      client_id_metadata_document_supported: true,
    });
  });
});

describe("the metadata of a protected resource", () => {
  test.each(PATHS)("names %s exactly", async (path) => {
    const { origin } = endpoint;
    const { status, headers, body } = await read(RESOURCE + path);

    expect({ status, body }).toEqual({
      status: 200,
      body: {
        resource: origin + path,
        authorization_servers: [origin],
        scopes_supported: ["read", "write"],
        resource_name: "Digistore24",
        bearer_methods_supported: ["header"],
      },
    });
    expect(headers.get("content-type")).toMatch(/^application\/json\b/);
  });

  test("exists as long as the address can be read", async () => {
    const pathOf = (count: number) => `/mcp/x/${Array(count).fill("vouchers").join(",")}`;
    const metadata = await read(RESOURCE + pathOf(11));
    const tooLong = await read(RESOURCE + pathOf(12));

    expect(metadata.body).toMatchObject({ resource: endpoint.origin + pathOf(11) });
    expect(tooLong.status).toBe(414);
    expect((await send(endpoint.origin + pathOf(12), undefined, "tools/list")).status).toBe(414);
  });

  test("exists for each toolset and preset that is served", async () => {
    const { text } = await send(`${endpoint.origin}/mcp/x/unknown`, FULL_KEY, "tools/list");
    const [, toolsets = "", presets = ""] = /Toolsets: ([^;]+); presets: ([^"]+)"/.exec(text) ?? [];
    const names = `${toolsets}, ${presets}`.split(", ");

    expect(names).toEqual(expect.arrayContaining(["vouchers", "order-forms", "reports"]));
    for (const name of names) {
      const { body } = await read(`${RESOURCE}/mcp/x/${name}`);
      expect(body).toMatchObject({ resource: `${endpoint.origin}/mcp/x/${name}` });
    }
  });

  test.each([
    ...["", "/", "/readonly", "/safe", "/x/vouchers", "/mcp/x/unknown", "/mcp/x/vouchers,unknown", "/mcp/x/Vouchers"],
    ...["/mcp/x/%2C", "/mcp/x/a%22b", "/mcp/everything", "/mcp/readonly/safe"],
  ])("does not exist at %j", async (path) => {
    const { status, text } = await read(RESOURCE + path);

    expect(status).toBe(404);
    expect(text).not.toContain("authorization_servers");
  });
});

describe("the metadata", () => {
  test.each([SERVER, `${SERVER}/mcp`, `${RESOURCE}/mcp`, `${RESOURCE}/mcp/x/vouchers`])(
    "is open to pages of every site: %s",
    async (path) => {
      const origin = "https://inspector.example";
      const answer = await read(path, { headers: { origin } });
      const asked = { origin, "access-control-request-method": "GET" };
      const preflight = await read(path, {
        method: "OPTIONS",
        headers: { ...asked, "access-control-request-headers": "mcp-protocol-version" },
      });

      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
      expect(preflight.headers.get("access-control-allow-methods")).toBe("GET");
      expect(preflight.headers.get("access-control-allow-headers")).toContain("mcp-protocol-version");
    },
  );

  test.each([`${RESOURCE}/mcp`, SERVER])("does not depend on what a request carries: %s", async (path) => {
    const bare = await read(path);
    const others = [{ authorization: "Bearer wrong" }, { cookie: "a=b" }, { "x-forwarded-host": "other.example" }];

    expect(bare.status).toBe(200);
    for (const headers of others) {
      expect((await read(path, { headers })).body).toEqual(bare.body);
    }
  });

  test("is named by the challenge of each protected address", async () => {
    const { origin } = endpoint;

    for (const path of PATHS) {
      const { status, challenge } = await send(origin + path, undefined, "tools/list");
      const metadata = `${origin}${RESOURCE}${path}`;
      expect({ path, status, challenge }).toEqual({
        path,
        status: 401,
        challenge: `Bearer resource_metadata="${metadata}", scope="read write"`,
      });
      expect((await fetch(metadata)).status).toBe(200);
    }
  });

  test.each(["/", "/readonly", "/safe", "/x/vouchers", "/x/vouchers/readonly"])(
    "is not advertised by %s, which takes keys in a header",
    async (path) => {
      const bare = await send(endpoint.origin + path, undefined, "tools/list");
      const wrong = await send(endpoint.origin + path, "nonsense", "tools/list");

      expect([bare, wrong].map(({ status, challenge }) => ({ status, challenge }))).toEqual([
        { status: 401, challenge: "Bearer" },
        { status: 401, challenge: "Bearer" },
      ]);
    },
  );
});
