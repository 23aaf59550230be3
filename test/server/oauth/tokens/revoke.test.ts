import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  askToken,
  codeRequest,
  connectByHandover,
  connectByKey,
  type OAuthEndpoint,
  register,
  send,
  startOAuthEndpoint,
} from "../../../support/oauth.ts";

const WHO = { name: "GetGetuserinfo", arguments: {} };

let endpoint: OAuthEndpoint;
let otherClient: string;

beforeAll(async () => {
  endpoint = await startOAuthEndpoint();
  otherClient = String((await register(endpoint.origin, { client_name: "Another" })).body["client_id"]);
});

afterAll(() => endpoint.close());

interface Tokens {
  readonly client: string;
  readonly access: string;
  readonly refresh: string;
}

const start = async (connect: typeof connectByKey | typeof connectByHandover, chosen = "change"): Promise<Tokens> => {
  const { authorization, code } = await connect(endpoint.origin, { access: chosen });
  const { body } = await askToken(endpoint.origin, codeRequest(authorization, code));
  const { access_token: access, refresh_token: refresh } = body;
  return { client: authorization.clientId, access: String(access), refresh: String(refresh) };
};

const revoke = async (form: Record<string, string>) => {
  const response = await fetch(`${endpoint.origin}/revoke`, { method: "POST", body: new URLSearchParams(form) });
  return { status: response.status, body: (await response.json()) as { error?: string } };
};

const call = (token: string) => send(`${endpoint.origin}/mcp`, token, "tools/call", WHO);

const refreshWith = ({ client, refresh }: Tokens) => {
  return askToken(endpoint.origin, { grant_type: "refresh_token", client_id: client, refresh_token: refresh });
};

const deletions = async () => (await endpoint.sandbox.requests())["unregister"] ?? 0;

describe.each([
  ["by a pasted key", connectByKey, "change", 0],
  ["by Digistore24's own page", connectByHandover, "change", 1],
  // Digistore24 does not let such a key delete itself.
  ["by Digistore24's own page for reading only", connectByHandover, "read", 1],
])("a connection %s", (_, connect, chosen, deleted) => {
  test.each(["access", "refresh"] as const)("ends with its %s token", async (which) => {
    const tokens = await start(connect, chosen);
    const before = await deletions();
    expect((await call(tokens.access)).status).toBe(200);

    expect((await revoke({ token: tokens[which], client_id: tokens.client })).status).toBe(200);
    const refused = await call(tokens.access);
    expect(refused.status).toBe(401);
    expect(refused.challenge).toContain('error="invalid_token"');
    expect(await refreshWith(tokens)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect((await deletions()) - before).toBe(deleted);
  });

  test("ends with the tokens that came later", async () => {
    const tokens = await start(connect, chosen);
    const { body } = await refreshWith(tokens);

    expect((await revoke({ token: tokens.access, client_id: tokens.client })).status).toBe(200);
    expect((await call(String(body["access_token"]))).status).toBe(401);
    expect((await refreshWith({ ...tokens, refresh: String(body["refresh_token"]) })).status).toBe(400);
  });

  test("does not end for another client", async () => {
    const tokens = await start(connect, chosen);
    const before = await deletions();

    for (const token of [tokens.access, tokens.refresh]) {
      expect(await revoke({ token, client_id: otherClient })).toMatchObject({
        status: 400,
        body: { error: "unauthorized_client" },
      });
    }
    expect(await deletions()).toBe(before);
    expect((await call(tokens.access)).status).toBe(200);
  });

  test("ends once: again is a success that changes nothing", async () => {
    const tokens = await start(connect, chosen);
    const form = { token: tokens.refresh, client_id: tokens.client, token_type_hint: "access_token" };

    expect((await revoke(form)).status).toBe(200);
    expect((await revoke(form)).status).toBe(200);
  });
});

describe("the revocation of a token", () => {
  test.each([
    ["unknown", () => "nonsense"],
    ["altered", ({ refresh }: Tokens) => `${refresh.slice(0, -1)}${refresh.endsWith("A") ? "B" : "A"}`],
    ["a client id", ({ client }: Tokens) => client],
  ])("that is %s is a success that changes nothing", async (_, tokenOf: (tokens: Tokens) => string) => {
    const tokens = await start(connectByKey);

    expect((await revoke({ token: tokenOf(tokens), client_id: tokens.client })).status).toBe(200);
    expect((await call(tokens.access)).status).toBe(200);
    expect((await refreshWith(tokens)).status).toBe(200);
  });

  test("leaves a pasted key usable, and other connections with it", async () => {
    const [one, other] = [await start(connectByKey), await start(connectByKey)];

    expect((await revoke({ token: one.refresh, client_id: one.client })).status).toBe(200);
    expect((await call(other.access)).status).toBe(200);
  });

  test("is to be repeated if Digistore24 does not delete the key, and works then", async () => {
    const tokens = await start(connectByHandover);
    const form = { token: tokens.refresh, client_id: tokens.client };
    const { sandbox } = endpoint;

    await sandbox.setFaults([{ kind: "bad-gateway", functions: ["unregister"] }]);
    const failed = await revoke(form);
    await sandbox.setFaults([]);
    expect(failed).toMatchObject({ status: 503, body: { error: "temporarily_unavailable" } });
    expect((await call(tokens.access)).status).toBe(401);
    const before = await deletions();
    expect((await revoke(form)).status).toBe(200);
    expect(await deletions()).toBe(before + 1);
  });
});
