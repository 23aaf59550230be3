import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { AnyToolDefinition } from "../../../src/server/contract/tool-definition.ts";
import { tools } from "../../support/generated-tools.ts";
import { connect, type OAuthEndpoint, startOAuthEndpoint } from "../../support/oauth.ts";
import { modernRequest, type RpcMessage } from "../../support/test-app.ts";

const ACCESSES = ["read", "change", "money"] as const;
type Access = (typeof ACCESSES)[number];

let endpoint: OAuthEndpoint;
const tokens = new Map<string, string>();

beforeAll(async () => {
  endpoint = await startOAuthEndpoint();
});

afterAll(() => endpoint.close());

/** The token of a choice for one resource. */
async function tokenFor(access: Access, path: string): Promise<string> {
  const known = tokens.get(access + path);
  const parameters = { resource: endpoint.origin + path };
  const token = known ?? (await connect(endpoint.origin, { access, parameters })).access;
  tokens.set(access + path, token);
  return token;
}

async function post(path: string, access: Access, body: string, headers: Record<string, string>) {
  const response = await fetch(endpoint.origin + path, {
    method: "POST",
    headers: {
      accept: "application/json, text/event-stream",
      "content-type": "application/json",
      authorization: `Bearer ${await tokenFor(access, path)}`,
      ...headers,
    },
    body,
  });
  const text = await response.text();
  return { status: response.status, text, challenge: response.headers.get("www-authenticate") };
}

function ask(path: string, access: Access, method: string, params: object = {}, more: Record<string, string> = {}) {
  const { body, headers } = modernRequest(method, params);
  return post(path, access, body, { ...headers, ...more });
}

async function listed(path: string, access: Access, headers: Record<string, string> = {}): Promise<string[]> {
  const { text } = await ask(path, access, "tools/list", {}, headers);
  const { result } = JSON.parse(text) as RpcMessage;
  return (result.tools as { name: string }[]).map(({ name }) => name);
}

const served = async () => definitionsOf(await listed("/mcp", "money"));

function definitionsOf(names: readonly string[]): AnyToolDefinition[] {
  return tools.filter(({ name }) => names.includes(name));
}

describe("the tools that a token shows", () => {
  test("are only reads after read only", async () => {
    const reads = (await served()).filter(({ access }) => access === "read").map(({ name }) => name);

    expect(await listed("/mcp", "read")).toEqual(expect.arrayContaining(reads));
    expect(definitionsOf(await listed("/mcp", "read")).map(({ access }) => access)).not.toContain("write");
  });

  test("are all but those that move money after read and change", async () => {
    const all = await served();
    const money = all.filter((tool) => tool.money === "moves").map(({ name }) => name);

    expect(money).not.toEqual([]);
    const shown = await listed("/mcp", "change");
    expect(shown).toEqual((await listed("/mcp", "money")).filter((name) => !money.includes(name)));
  });

  test.each(["/mcp/readonly", "/mcp/safe", "/mcp/x/vouchers", "/mcp/x/vouchers/readonly", "/mcp/x/billing"])(
    "are those of %s as well as of the choice",
    async (path) => {
      const ofPath = await listed(path, "money");
      for (const access of ACCESSES) {
        const ofChoice = await listed("/mcp", access);
        expect(await listed(path, access)).toEqual(ofPath.filter((name) => ofChoice.includes(name)));
      }
      expect(ofPath.length).toBeLessThan((await listed("/mcp", "money")).length);
    },
  );

  test.each([
    { header: "x-mcp-readonly", value: "true", access: "change", as: "read" },
    { header: "x-mcp-money", value: "false", access: "money", as: "change" },
    { header: "x-mcp-readonly", value: "false", access: "read", as: "read" },
    { header: "x-mcp-money", value: "true", access: "change", as: "change" },
  ] as const)("narrow further with $header: $value, and never widen", async ({ header, value, access, as }) => {
    expect(await listed("/mcp", access, { [header]: value })).toEqual(await listed("/mcp", as));
  });
});

const WRITE = {
  name: "PostCreatevoucher",
  arguments: { data: { code: "SPRING", product_ids: "all", first_rate: 10 } },
};
const MONEY = { name: "PostCreatebillingondemand", arguments: { purchase_id: "K7M2QX9A", product_id: "67890" } };

describe("a call that the person has not allowed", () => {
  test.each([
    { path: "/mcp", call: WRITE },
    { path: "/mcp", call: MONEY },
    { path: "/mcp/x/vouchers", call: WRITE },
    { path: "/mcp/x/billing", call: MONEY },
  ])("asks at $path for the scope write after read only", async ({ path, call }) => {
    const { status, text, challenge } = await ask(path, "read", "tools/call", call);

    expect(status).toBe(403);
    expect(text).toContain(`${call.name} changes the account, and the user connected this agent for reading only.`);
    expect(readChallenge(challenge)).toEqual({
      error: "insufficient_scope",
      error_description: expect.stringContaining(call.name),
      scope: "read write",
      resource_metadata: `${endpoint.origin}/.well-known/oauth-protected-resource${path}`,
    });
  });

  test("asks for the scope in a batch too, and nothing of the batch is sent", async () => {
    await endpoint.sandbox.reset();
    const calls = [{ name: "GetGetuserinfo", arguments: {} }, WRITE];
    const batch = calls.map((params, id) => ({ jsonrpc: "2.0", id, method: "tools/call", params }));
    const { status, challenge } = await post("/mcp", "read", JSON.stringify(batch), {});

    expect(status).toBe(403);
    expect(readChallenge(challenge)["error"]).toBe("insufficient_scope");
    expect(await endpoint.sandbox.requests()).not.toHaveProperty("getUserInfo");
  });

  test.each(["/mcp/readonly", "/mcp/x/products"])(
    "is not a matter of the scope where %s leaves it out",
    async (path) => {
      const { status, text } = await ask(path, "read", "tools/call", WRITE);

      expect(status).toBe(200);
      expect(text).toMatch(/PostCreatevoucher .* is available at \/mcp and \/mcp\/x\/vouchers of this server/);
    },
  );

  test.each(["/mcp", "/mcp/x/billing"])(
    "is explained at %s if it moves money and changes are allowed",
    async (path) => {
      const { status, text, challenge } = await ask(path, "change", "tools/call", MONEY);

      expect({ status, challenge }).toEqual({ status: 200, challenge: null });
      expect(text).toContain("moves money, which the user did not allow when they connected this agent");
    },
  );
});

describe("a call that the person has allowed", () => {
  beforeEach(() => endpoint.sandbox.reset());

  test.each([
    { access: "change", path: "/mcp" },
    { access: "money", path: "/mcp" },
    { access: "change", path: "/mcp/x/vouchers" },
  ] as const)("is carried out at $path after $access", async ({ access, path }) => {
    const { status, text } = await ask(path, access, "tools/call", WRITE);

    expect(status).toBe(200);
    expect(text).toContain("discount_code_id");
    expect(await endpoint.sandbox.requests()).toHaveProperty("createVoucher", 1);
  });

  test("still asks first if it moves money", async () => {
    const { status, text } = await ask("/mcp", "money", "tools/call", MONEY);

    expect(status).toBe(200);
    expect(text).toContain("confirmation");
    expect(await endpoint.sandbox.requests()).not.toHaveProperty("createBillingOnDemand");
  });
});

/** The parameters of a challenge. */
function readChallenge(challenge: string | null): Record<string, string> {
  const pairs = (challenge ?? "").matchAll(/(\w+)="([^"]*)"/g);
  return Object.fromEntries([...pairs].map(([, name, value]) => [name, value]));
}
