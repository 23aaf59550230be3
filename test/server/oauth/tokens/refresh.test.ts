import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  askToken,
  codeRequest,
  connect,
  connectByKey,
  type OAuthEndpoint,
  register,
  send,
  startOAuthEndpoint,
} from "../../../support/oauth.ts";

const WHO = { name: "GetGetuserinfo", arguments: {} };
const VOUCHER = { name: "updateVoucher", arguments: { code: "NOSUCHCODE", data: { first_rate: 5 } } };
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

let endpoint: OAuthEndpoint;
let otherClient: string;
let late = 0;

beforeAll(async () => {
  endpoint = await startOAuthEndpoint({ app: { now: () => Date.now() + late } });
  otherClient = String((await register(endpoint.origin, { client_name: "Another" })).body["client_id"]);
});

beforeEach(() => {
  late = 0;
});

afterAll(() => endpoint.close());

interface Connection {
  readonly access: string;
  readonly refresh: string;
  /** Exchanges a refresh token, by default the first one. */
  use(
    token?: string,
    more?: Record<string, string>,
  ): Promise<{ status: number; error: unknown; scope: unknown } & Tokens>;
}

interface Tokens {
  readonly access: string;
  readonly refresh: string;
}

const start = async (access = "money"): Promise<Connection> => {
  const { authorization, ...tokens } = await connect(endpoint.origin, { access });
  const client_id = authorization.clientId;
  return {
    ...tokens,
    use: async (refresh_token = tokens.refresh, more = {}) => {
      const form = { grant_type: "refresh_token", client_id, refresh_token, ...more };
      const { status, body } = await askToken(endpoint.origin, form);
      const { error, scope, access_token, refresh_token: next } = body;
      return { status, error, scope, access: String(access_token), refresh: String(next) };
    },
  };
};

const statusOfCall = async (token: string, call: object = WHO): Promise<number> => {
  return (await send(`${endpoint.origin}/mcp`, token, "tools/call", call)).status;
};

const REFUSED = { status: 400, error: "invalid_grant" };

describe("a refresh token", () => {
  test("gives new tokens, and is replaced", async () => {
    const { use, access, refresh } = await start();
    const next = await use();

    expect(next).toMatchObject({ status: 200, scope: "read write offline_access" });
    expect(new Set([access, next.access]).size + new Set([refresh, next.refresh]).size).toBe(4);
    expect(await statusOfCall(next.access)).toBe(200);
    expect(await statusOfCall(access)).toBe(200);
  });

  test("works once more, as long as its successor was not used", async () => {
    const { use } = await start();
    await use();
    const again = await use();

    expect(again.status).toBe(200);
    expect(await use(again.refresh)).toMatchObject({ status: 200 });
  });

  test("ends the whole grant if it comes a third time", async () => {
    const { use, access } = await start();
    const given = [await use(), await use()];

    late = 2 * MINUTE_MS;
    expect(await use()).toMatchObject(REFUSED);
    for (const { refresh, access: later } of given) {
      expect(await use(refresh)).toMatchObject(REFUSED);
      expect(await statusOfCall(later)).toBe(401);
    }
    expect(await statusOfCall(access)).toBe(401);
  });

  test("ends the whole grant if it comes after its successor was used", async () => {
    const { use } = await start();
    const second = await use();
    const third = await use(second.refresh);

    expect(await use()).toMatchObject(REFUSED);
    expect(await use(third.refresh)).toMatchObject(REFUSED);
    expect(await statusOfCall(third.access)).toBe(401);
  });

  test("ends the whole grant if both of its successors are used, because two parties have it", async () => {
    const { use } = await start();
    const [one, other] = [await use(), await use()];
    const next = await use(one.refresh);

    expect(await use(other.refresh)).toMatchObject(REFUSED);
    expect(await use(next.refresh)).toMatchObject(REFUSED);
    expect(await statusOfCall(next.access)).toBe(401);
  });

  test("gives tokens to every window of a program that refreshes within a minute", async () => {
    const { use } = await start();
    const answers = await Promise.all(Array.from({ length: 6 }, () => use()));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect((await use(answers[3]?.refresh)).status).toBe(200);
  });

  test("ends the whole grant if more come at once than a program has windows", async () => {
    const { use, access } = await start();
    const answers = await Promise.all(Array.from({ length: 12 }, () => use()));

    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(10);
    expect(await statusOfCall(access)).toBe(401);
  });

  test("leads through many rotations", async () => {
    const { use, refresh } = await start();
    let token = refresh;
    for (let turn = 0; turn < 10; turn++) {
      const { status, refresh: next } = await use(token);
      expect(status).toBe(200);
      token = next;
    }
  });

  test.each([
    ["another client", { client_id: "other" }, "invalid_grant"],
    ["another resource", { resource: "https://other.example/mcp" }, "invalid_target"],
    ["a narrower resource", { resource: "/mcp/readonly" }, "invalid_target"],
    ["a fragment", { resource: "/mcp#a" }, "invalid_target"],
    ["an unknown scope", { scope: "read admin" }, "invalid_scope"],
  ])("survives a request with %s", async (_, given: Record<string, string>, error) => {
    const { use, refresh } = await start();
    const resource = given["resource"]?.replace(/^\//, `${endpoint.origin}/`);
    const more = { ...given, ...(resource && { resource }), ...(given["client_id"] && { client_id: otherClient }) };

    for (let turn = 0; turn < 3; turn++) {
      expect(await use(refresh, more)).toMatchObject({ status: 400, error });
    }
    expect(await use(refresh, { resource: `${endpoint.origin}/mcp` })).toMatchObject({ status: 200 });
  });

  test("expires if nobody uses it for half a year, long after its access token", async () => {
    const { use, access } = await start();

    late = 179 * DAY_MS;
    expect(await statusOfCall(access)).toBe(401);
    const next = await use();
    expect(next.status).toBe(200);
    late = 181 * DAY_MS;
    expect(await use()).toMatchObject(REFUSED);
    expect((await use(next.refresh)).status).toBe(200);
  });

  test("is neither an access token nor a code", async () => {
    const { use, access, refresh } = await start();

    expect(await statusOfCall(refresh)).toBe(401);
    expect(await use(access)).toMatchObject(REFUSED);
    expect(await use(otherClient)).toMatchObject(REFUSED);
    expect((await use()).status).toBe(200);
  });
});

describe("the scope of a refresh", () => {
  test.each([
    ["read", "read offline_access", 403],
    ["offline_access", "read offline_access", 403],
    ["read write", "read write offline_access", 200],
    ["write", "read write offline_access", 200],
    ["", "read write offline_access", 200],
  ])("may be %j of an agreement to all", async (scope, given, status) => {
    const { use } = await start();
    const less = await use(undefined, { scope });

    expect(less).toMatchObject({ status: 200, scope: given });
    expect(await statusOfCall(less.access, VOUCHER)).toBe(status);
  });

  test("does not shrink the grant", async () => {
    const { use } = await start();
    const less = await use(undefined, { scope: "read" });
    const all = await use(less.refresh);

    expect(all).toMatchObject({ status: 200, scope: "read write offline_access" });
    expect(await statusOfCall(all.access, VOUCHER)).toBe(200);
  });

  test.each(["write", "read write", "read admin"])("cannot be %j after an agreement to reading", async (scope) => {
    const { use } = await start("read");

    expect(await use(undefined, { scope })).toMatchObject({ status: 400, error: "invalid_scope" });
    expect(await use()).toMatchObject({ status: 200, scope: "read offline_access" });
  });

  test("does not grow from changing to moving money", async () => {
    const toolsOf = async (token: string) => (await send(`${endpoint.origin}/mcp`, token, "tools/list")).text;
    const { use, access } = await start("change");
    const next = await use(undefined, { scope: "read write" });

    expect(await toolsOf(next.access)).toBe(await toolsOf(access));
    expect(await toolsOf(next.access)).not.toContain("PostCreatebillingondemand");
    expect(await toolsOf((await start("money")).access)).toContain("PostCreatebillingondemand");
  });
});

describe("a refresh token is only given", () => {
  test.each([
    ["to a client that registered for it", ["authorization_code", "refresh_token"], "read", true],
    ["for offline_access", ["authorization_code"], "read offline_access", true],
    ["to nobody else", ["authorization_code"], "read", false],
  ])("%s", async (_, grant_types, scope, isGiven) => {
    const { origin } = endpoint;
    const { body: client } = await register(origin, { grant_types });
    const parameters = { client_id: String(client["client_id"]), scope };
    const { authorization, code } = await connectByKey(origin, { parameters });
    const { body } = await askToken(origin, codeRequest(authorization, code));

    expect("refresh_token" in body).toBe(isGiven);
    expect(body["scope"]).toBe(isGiven ? "read offline_access" : "read");
  });
});
