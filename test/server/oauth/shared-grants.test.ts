import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  askToken,
  codeRequest,
  connectByKey,
  type OAuthEndpoint,
  send,
  startOAuthEndpoint,
} from "../../support/oauth.ts";
import { hasRedis, type RunningRedis, useRedis } from "../../support/redis.ts";

const SHARED = { KEY_HASH_SECRET: "a secret of all instances" };
const MAX_USES_AT_ONCE = 10;
const WHO = { name: "GetGetuserinfo", arguments: {} };

if (!hasRedis) {
  process.stderr.write("redis-server is not installed: the tests of shared grants are skipped\n");
}

const startRedis = useRedis(afterAll);

let redis: RunningRedis;
let first: OAuthEndpoint;
let second: OAuthEndpoint;

const startWith = (env: Record<string, string>, sandbox = first.sandbox) =>
  startOAuthEndpoint({ env: { ...SHARED, ...env }, sandbox });

beforeAll(async () => {
  if (hasRedis) {
    redis = await startRedis();
    first = await startOAuthEndpoint({ env: { ...SHARED, REDIS_URL: redis.url } });
    second = await startWith({ REDIS_URL: redis.url, PUBLIC_URL: first.origin });
  }
});

afterAll(async () => {
  await second?.close();
  await first?.close();
});

const ask = ({ origin }: OAuthEndpoint, form: Record<string, string>) => askToken(origin, form);

const getCode = async (): Promise<Record<string, string>> => {
  const { authorization, code } = await connectByKey(first.origin);
  return codeRequest(authorization, code);
};

interface Tokens {
  readonly access: string;
  readonly form: Record<string, string>;
}

const tokensOf = (body: Record<string, unknown>, client_id = ""): Tokens => {
  const form = { grant_type: "refresh_token", client_id, refresh_token: String(body["refresh_token"]) };
  return { access: String(body["access_token"]), form };
};

const connect = async (): Promise<Tokens> => {
  const form = await getCode();
  return tokensOf((await ask(first, form)).body, form["client_id"]);
};

const next = async (at: OAuthEndpoint, { form }: Tokens): Promise<Tokens> => {
  return tokensOf((await ask(at, form)).body, form["client_id"]);
};

const statusOfCall = async ({ origin }: OAuthEndpoint, token: string): Promise<number> => {
  return (await send(`${origin}/mcp`, token, "tools/call", WHO)).status;
};

const expectEnded = async ({ access, form }: Tokens) => {
  for (const at of [first, second]) {
    expect(await statusOfCall(at, access)).toBe(401);
    expect(await ask(at, form)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  }
};

describe.skipIf(!hasRedis)("instances with one Redis", () => {
  test("notice a code that is replayed at another, and end what it gave", async () => {
    const code = await getCode();
    const tokens = tokensOf((await ask(first, code)).body, code["client_id"]);
    expect(await statusOfCall(second, tokens.access)).toBe(200);

    expect(await ask(second, code)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    await expectEnded(tokens);
  });

  test("give tokens once for a code that comes to both at once", async () => {
    const code = await getCode();
    const answers = await Promise.all([first, second, first, second].map((at) => ask(at, code)));
    const [given, ...more] = answers.filter(({ status }) => status === 200);

    expect(more).toEqual([]);
    await expectEnded(tokensOf(given?.body ?? {}, code["client_id"]));
  });

  test("count the uses of a refresh token together", async () => {
    const tokens = await connect();
    const given = [await next(first, tokens), await next(second, tokens)];
    for (let use = given.length; use < MAX_USES_AT_ONCE; use++) {
      expect((await ask(use % 2 ? first : second, tokens.form)).status).toBe(200);
    }

    expect((await ask(first, tokens.form)).status).toBe(400);
    for (const each of given) {
      await expectEnded(each);
    }
  });

  test("notice the reuse of a refresh token whose successor another has seen", async () => {
    const tokens = await connect();
    const last = await next(second, await next(first, tokens));

    expect((await ask(first, tokens.form)).status).toBe(400);
    await expectEnded(last);
  });

  test("know what another has revoked, and so does one that starts later", async () => {
    const tokens = await connect();
    const body = new URLSearchParams({ token: tokens.access, client_id: tokens.form["client_id"] ?? "" });
    expect((await fetch(`${second.origin}/revoke`, { method: "POST", body })).status).toBe(200);
    await expectEnded(tokens);

    const later = await startWith({ REDIS_URL: redis.url, PUBLIC_URL: first.origin });
    expect(await statusOfCall(later, tokens.access)).toBe(401);
    await later.close();
  });
});

describe.skipIf(!hasRedis)("without its Redis", () => {
  test("an instance takes no code and no refresh token, but serves the tokens it gave and revokes them", async () => {
    const own = await startRedis();
    const alone = await startWith({ REDIS_URL: own.url });
    const { authorization, code } = await connectByKey(alone.origin);
    const { body } = await ask(alone, codeRequest(authorization, code));
    const tokens = tokensOf(body, authorization.clientId);
    const another = await connectByKey(alone.origin);
    const form = codeRequest(another.authorization, another.code);
    await own.kill();

    const refused = { status: 503, body: { error: "temporarily_unavailable" } };
    expect(await ask(alone, form)).toMatchObject(refused);
    expect(await ask(alone, tokens.form)).toMatchObject(refused);
    expect(await statusOfCall(alone, tokens.access)).toBe(200);
    const revocation = new URLSearchParams({ token: tokens.access, client_id: authorization.clientId });
    expect((await fetch(`${alone.origin}/revoke`, { method: "POST", body: revocation })).status).toBe(200);
    expect(await statusOfCall(alone, tokens.access)).toBe(401);
    await alone.close();
  });
});
