import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  askToken,
  codeRequest,
  connectByHandover,
  connectByKey,
  makeVerifier,
  type OAuthEndpoint,
  register,
  send,
  startOAuthEndpoint,
} from "../../../support/oauth.ts";

const WHO = { name: "GetGetuserinfo", arguments: {} };
const HOUR_MS = 3_600_000;

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

type Form = Record<string, string>;

const ask = (form: Form) => askToken(endpoint.origin, form);

const getCode = async (connect: typeof connectByKey | typeof connectByHandover = connectByKey): Promise<Form> => {
  const { authorization, code } = await connect(endpoint.origin);
  return codeRequest(authorization, code);
};

const withoutField = (form: Form, name: string): Form => {
  return Object.fromEntries(Object.entries(form).filter(([field]) => field !== name));
};

const statusOfCall = async (token: unknown): Promise<number> => {
  return (await send(`${endpoint.origin}/mcp`, String(token), "tools/call", WHO)).status;
};

const refreshWith = ({ client_id = "" }: Form, token: unknown) => {
  return ask({ grant_type: "refresh_token", client_id, refresh_token: String(token) });
};

/** Requests that do not fit a code. */
const MISFITS: readonly [string, string, (form: Form) => Form][] = [
  ["without grant_type", "invalid_request", (form) => withoutField(form, "grant_type")],
  ["of another grant type", "unsupported_grant_type", (form) => ({ ...form, grant_type: "password" })],
  ["of the client itself", "unsupported_grant_type", (form) => ({ ...form, grant_type: "client_credentials" })],
  ["without client_id", "invalid_request", (form) => withoutField(form, "client_id")],
  ["with an empty client_id", "invalid_request", (form) => ({ ...form, client_id: "" })],
  ["of another client", "invalid_grant", (form) => ({ ...form, client_id: otherClient })],
  ["of an unknown client", "invalid_grant", (form) => ({ ...form, client_id: "test-agent" })],
  ["without code_verifier", "invalid_grant", (form) => withoutField(form, "code_verifier")],
  ["with another code_verifier", "invalid_grant", (form) => ({ ...form, code_verifier: makeVerifier().verifier })],
  [
    "with the challenge as code_verifier",
    "invalid_grant",
    (form) => ({ ...form, code_verifier: makeVerifier().challenge }),
  ],
  ["with a longer code_verifier", "invalid_grant", (form) => ({ ...form, code_verifier: `${form["code_verifier"]}a` })],
  ["with a shorter code_verifier", "invalid_grant", (form) => ({ ...form, code_verifier: "a" })],
  ["with another port", "invalid_grant", (form) => ({ ...form, redirect_uri: "http://127.0.0.1:4712/callback" })],
  ["with another redirect_uri", "invalid_grant", (form) => ({ ...form, redirect_uri: "https://claude.ai/callback" })],
  ["with a narrower resource", "invalid_target", (form) => ({ ...form, resource: `${endpoint.origin}/mcp/readonly` })],
  ["with a fragment", "invalid_target", (form) => ({ ...form, resource: `${endpoint.origin}/mcp#a` })],
  ["with another resource", "invalid_target", (form) => ({ ...form, resource: "https://other.example/mcp" })],
  ["without code", "invalid_request", (form) => withoutField(form, "code")],
  ["with a cut code", "invalid_grant", (form) => ({ ...form, code: (form["code"] ?? "").slice(0, -1) })],
];

describe("a code", () => {
  test.each(MISFITS)("survives a request %s", async (_, error, change) => {
    const form = await getCode();

    expect(await ask(change(form))).toMatchObject({
      status: 400,
      body: { error, error_description: expect.any(String) },
    });
    expect(await ask(form)).toMatchObject({ status: 200, body: { token_type: "Bearer" } });
  });

  test("of a hand-over survives them all, and Digistore24 is not asked for the key", async () => {
    const form = await getCode(connectByHandover);
    const { retrieveApiKey: before = 0 } = await endpoint.sandbox.requests();
    for (const [, error, change] of MISFITS) {
      expect((await ask(change(form))).body["error"]).toBe(error);
    }

    expect((await endpoint.sandbox.requests())["retrieveApiKey"] ?? 0).toBe(before);
    expect((await ask(form)).status).toBe(200);
    expect((await endpoint.sandbox.requests())["retrieveApiKey"]).toBe(before + 1);
  });

  test("needs neither redirect_uri nor resource again", async () => {
    expect((await ask(withoutField(await getCode(), "redirect_uri"))).status).toBe(200);
    expect((await ask({ ...(await getCode()), resource: `${endpoint.origin}/mcp` })).status).toBe(200);
  });

  test("expires after sixty seconds", async () => {
    const [first, second] = [await getCode(), await getCode()];

    late = 55_000;
    expect((await ask(first)).status).toBe(200);
    late = 61_000;
    expect(await ask(second)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  test("is neither an access token nor a refresh token", async () => {
    const form = await getCode();

    expect(await statusOfCall(form["code"])).toBe(401);
    expect((await refreshWith(form, form["code"])).body["error"]).toBe("invalid_grant");
    const { body } = await ask(form);
    for (const code of [body["access_token"], body["refresh_token"], form["client_id"]]) {
      expect((await ask({ ...form, code: String(code) })).body["error"]).toBe("invalid_grant");
    }
  });

  test("shows nothing of what is in it", async () => {
    const form = await getCode();
    const [header = "", key, ...rest] = (form["code"] ?? "").split(".");

    expect(JSON.parse(Buffer.from(header, "base64url").toString())).toEqual({ alg: "dir", enc: "A256GCM" });
    expect(key).toBe("");
    expect(rest.map((part) => Buffer.from(part, "base64url").toString("latin1")).join()).not.toMatch(/SANDBOX|127\.0/);
  });
});

describe.each([
  ["by a pasted key", connectByKey],
  ["by Digistore24's own page", connectByHandover],
])("a replayed code of a connection %s", (_, connect) => {
  test("is refused, and ends what the code gave", async () => {
    const form = await getCode(connect);
    const { body } = await ask(form);
    expect(await statusOfCall(body["access_token"])).toBe(200);

    expect(await ask(form)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect(await statusOfCall(body["access_token"])).toBe(401);
    expect((await refreshWith(form, body["refresh_token"])).body["error"]).toBe("invalid_grant");
  });

  test("ends nothing if the sender has not got the verifier", async () => {
    const form = await getCode(connect);
    const { body } = await ask(form);

    expect((await ask({ ...form, code_verifier: makeVerifier().verifier })).status).toBe(400);
    expect((await ask({ ...form, client_id: otherClient })).status).toBe(400);
    expect(await statusOfCall(body["access_token"])).toBe(200);
  });
});

describe("a code that comes many times at once", () => {
  const askAtOnce = async (form: Form) => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(form)));
    const given = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ body }) => body["error"] === "invalid_grant");
    return { given, refused };
  };

  test("gives tokens once for a pasted key, and ends them", async () => {
    const form = await getCode();
    const { given, refused } = await askAtOnce(form);

    expect([given.length, refused.length]).toEqual([1, 7]);
    expect(await statusOfCall(given[0]?.body["access_token"])).toBe(401);
    expect((await refreshWith(form, given[0]?.body["refresh_token"])).status).toBe(400);
  });

  test("gives nothing that works after a hand-over, whose key is deleted again", async () => {
    const { authorization, code } = await connectByHandover(endpoint.origin, { access: "money" });
    const { unregister: before = 0 } = await endpoint.sandbox.requests();
    const { given, refused } = await askAtOnce(codeRequest(authorization, code));

    // An answer that was sent before the second attempt arrived cannot be taken back, but its token opens nothing.
    expect(given.length).toBeLessThanOrEqual(1);
    expect(given.length + refused.length).toBe(8);
    for (const { body } of given) {
      expect(await statusOfCall(body["access_token"])).toBe(401);
    }
    expect((await endpoint.sandbox.requests())["unregister"]).toBe(before + 1);
  });
});

describe("an access token", () => {
  test("expires when it said it would", async () => {
    const { body } = await ask(await getCode());
    const lifetime = Number(body["expires_in"]) * 1000;

    late = lifetime - HOUR_MS;
    expect(await statusOfCall(body["access_token"])).toBe(200);
    late = lifetime + 1000;
    const refused = await send(`${endpoint.origin}/mcp`, String(body["access_token"]), "tools/call", WHO);
    expect(refused.status).toBe(401);
    expect(refused.challenge).toContain('error="invalid_token"');
  });

  test("opens only the address that it was issued for, and the same part without /mcp", async () => {
    const { origin } = endpoint;
    const of = async (path: string) => {
      const { authorization, code } = await connectByKey(origin, { parameters: { resource: origin + path } });
      return String((await ask(codeRequest(authorization, code))).body["access_token"]);
    };
    const tokens = { "/mcp": await of("/mcp"), "/mcp/readonly": await of("/mcp/readonly") };

    for (const [path, token] of Object.entries(tokens)) {
      for (const asked of ["/mcp", "/mcp/readonly", "/mcp/safe", "/mcp/x/system", "/", "/readonly"]) {
        const { status, challenge } = await send(origin + asked, token, "tools/call", WHO);
        const isOpen = asked === path || `/mcp${asked}`.replace(/\/$/, "") === path;
        expect({ path, asked, status }).toEqual({ path, asked, status: isOpen ? 200 : 401 });
        expect(challenge?.includes("error=") ?? false).toBe(!isOpen && asked.startsWith("/mcp"));
      }
    }
  });
});
