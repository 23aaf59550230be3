import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  askToken,
  authorizationUrl,
  Browser,
  codeRequest,
  connect,
  connectByHandover,
  connectByKey,
  decideAtDigistore24,
  type OAuthEndpoint,
  OTHER_SECRET,
  register,
  SECRET,
  send,
  startOAuthEndpoint,
  targetOf,
} from "../../support/oauth.ts";
import { FULL_KEY } from "../../support/sandbox.ts";

const WHO = { name: "GetGetuserinfo", arguments: {} };

/** All but the last are reached at the address of the first, as behind a load balancer. */
const instances: OAuthEndpoint[] = [];
let first: OAuthEndpoint;
let second: OAuthEndpoint;
/** Its operator has begun to rotate the secrets, and has ended it, in this order. */
let rotating: OAuthEndpoint;
let rotated: OAuthEndpoint;
let elsewhere: OAuthEndpoint;

beforeAll(async () => {
  first = await startOAuthEndpoint();
  const { sandbox, origin: PUBLIC_URL } = first;
  const start = (env: Record<string, string>) => startOAuthEndpoint({ env, sandbox });
  second = await start({ PUBLIC_URL });
  rotating = await start({ PUBLIC_URL, OAUTH_SECRETS: `${OTHER_SECRET},${SECRET}` });
  rotated = await start({ PUBLIC_URL, OAUTH_SECRETS: OTHER_SECRET });
  elsewhere = await start({});
  instances.push(elsewhere, rotated, rotating, second, first);
});

afterAll(async () => {
  for (const instance of instances) {
    await instance.close();
  }
});

const statusOfCall = async ({ origin }: OAuthEndpoint, token: unknown): Promise<number> => {
  return (await send(`${origin}/mcp`, String(token), "tools/call", WHO)).status;
};

const ask = ({ origin }: OAuthEndpoint, form: Record<string, string>) => askToken(origin, form);

const refreshForm = (client_id: string, token: unknown) => {
  return { grant_type: "refresh_token", client_id, refresh_token: String(token) };
};

/** The consent page's form at an instance, with the cookies of the browser that got the page. */
const decideAt = ({ origin }: OAuthEndpoint, browser: Browser, page: string) => {
  const request = /name="request" value="([^"]+)"/.exec(page)?.[1] ?? "";
  const body = new URLSearchParams({ request, decision: "key", access: "read", api_key: FULL_KEY });
  return browser.open(`${origin}/authorize`, { method: "POST", headers: { "sec-fetch-site": "same-origin" }, body });
};

describe("an instance with the same secrets and the same address", () => {
  test("goes on with a connection by a pasted key at every step", async () => {
    const { clientId, verifier, url } = await authorizationUrl(first.origin);
    const browser = new Browser(first.origin);
    const page = await (await browser.open(url.replace(first.origin, second.origin))).text();
    const answer = targetOf(await decideAt(first, browser, page));
    const code = answer.searchParams.get("code") ?? "";

    const { status, body } = await ask(second, codeRequest({ clientId, verifier, url }, code));
    expect(status).toBe(200);
    expect(await statusOfCall(first, body["access_token"])).toBe(200);
    const next = await ask(first, refreshForm(clientId, body["refresh_token"]));
    expect(next.status).toBe(200);
    expect(await statusOfCall(second, next.body["access_token"])).toBe(200);
  });

  test("goes on with a connection by Digistore24's own page at every step", async () => {
    const { clientId, verifier, url } = await authorizationUrl(first.origin);
    const browser = new Browser(first.origin);
    const page = await (await browser.open(url)).text();
    const away = targetOf(await browser.send(page, { decision: "digistore24", access: "read" }));
    const back = await decideAtDigistore24(away, "agree");
    const answer = targetOf(await browser.open(`${second.origin}${back.pathname}`));

    const code = answer.searchParams.get("code") ?? "";
    const { status, body } = await ask(first, codeRequest({ clientId, verifier, url }, code));
    expect(status).toBe(200);
    expect(await statusOfCall(second, body["access_token"])).toBe(200);
  });

  test("refuses the code of a hand-over that another has used, because the key was handed out", async () => {
    const { authorization, code } = await connectByHandover(first.origin);
    const form = codeRequest(authorization, code);
    const { body } = await ask(first, form);

    expect(await ask(second, form)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect(await statusOfCall(second, body["access_token"])).toBe(200);
  });

  test("shares the code of a hand-over with nobody, although both are asked at once", async () => {
    for (let turn = 0; turn < 5; turn++) {
      const { authorization, code } = await connectByHandover(first.origin);
      const answers = await Promise.all([first, second].map((at) => ask(at, codeRequest(authorization, code))));

      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    }
  });

  test.each([false, true])(
    "learns of a revocation from Digistore24, if it has served the key: %s",
    async (hasServed) => {
      const { authorization, code } = await connectByHandover(first.origin, { access: "change" });
      const { body } = await ask(first, codeRequest(authorization, code));
      const call = () => send(`${first.origin}/mcp`, String(body["access_token"]), "tools/call", WHO);
      if (hasServed) {
        expect((await call()).text).toContain("user_name");
      }
      const form = { token: String(body["refresh_token"]), client_id: authorization.clientId };
      await fetch(`${second.origin}/revoke`, { method: "POST", body: new URLSearchParams(form) });

      if (hasServed) {
        // A key that was good a moment ago is not checked before each call: the call itself shows that it is gone.
        expect((await call()).text).toContain('"isError":true');
      }
      const refused = await call();
      expect(refused.status).toBe(401);
      expect(refused.challenge).toContain('error="invalid_token"');
      const refresh = await ask(first, refreshForm(authorization.clientId, body["refresh_token"]));
      expect(refresh).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    },
  );
});

interface Pieces {
  readonly clientId: string;
  readonly code: Record<string, string>;
  readonly access: string;
  readonly refresh: string;
  readonly browser: Browser;
  readonly page: string;
}

/** All that an instance seals. */
const makePieces = async ({ origin }: OAuthEndpoint): Promise<Pieces> => {
  // Without a resource, which would name the instance instead of their common address.
  const own = { resource: undefined };
  const { authorization, access, refresh } = await connect(origin, { parameters: own });
  const { clientId } = authorization;
  const another = await connectByKey(origin, { parameters: { ...own, client_id: clientId } });
  const browser = new Browser(origin);
  const page = await (await browser.open((await authorizationUrl(origin, { ...own, client_id: clientId })).url)).text();
  return { clientId, access, refresh, browser, page, code: codeRequest(another.authorization, another.code) };
};

/** The status of each use of them at another instance. */
const tryPieces = async (at: OAuthEndpoint, { clientId, code, access, refresh, browser, page }: Pieces) => {
  const { url } = await authorizationUrl(at.origin, { client_id: clientId, resource: undefined });
  return {
    client: (await new Browser(at.origin).open(url)).status,
    form: (await decideAt(at, browser, page)).status,
    code: (await ask(at, code)).status,
    access: await statusOfCall(at, access),
    refresh: (await ask(at, refreshForm(clientId, refresh))).status,
  };
};

const ALL_OPEN = { client: 200, form: 200, code: 200, access: 200, refresh: 200 };
const NONE_OPENS = { client: 400, form: 400, code: 400, access: 401, refresh: 400 };

describe("while secrets are rotated", () => {
  test("what the old one sealed opens as long as it is there", async () => {
    expect(await tryPieces(rotating, await makePieces(first))).toEqual(ALL_OPEN);
    expect(await tryPieces(rotated, await makePieces(first))).toEqual(NONE_OPENS);
  });

  test("the new one seals", async () => {
    expect(await tryPieces(rotated, await makePieces(rotating))).toEqual(ALL_OPEN);
    expect(await tryPieces(first, await makePieces(rotating))).toEqual(NONE_OPENS);
  });

  test("a refresh carries a connection over to the new one", async () => {
    const { authorization, refresh } = await connect(first.origin);
    const { body } = await ask(rotating, refreshForm(authorization.clientId, refresh));

    expect(await statusOfCall(rotated, body["access_token"])).toBe(200);
    expect((await ask(rotated, refreshForm(authorization.clientId, body["refresh_token"]))).status).toBe(200);
  });
});

describe("an instance with another address", () => {
  test("opens nothing, although it has the same secrets", async () => {
    expect(await tryPieces(elsewhere, await makePieces(first))).toEqual(NONE_OPENS);
    expect(await tryPieces(first, await makePieces(elsewhere))).toEqual(NONE_OPENS);
  });

  test("has programs registered again", async () => {
    const id = String((await register(first.origin)).body["client_id"]);
    const { url } = await authorizationUrl(elsewhere.origin, { client_id: id });

    expect((await new Browser(elsewhere.origin).open(url)).headers.get("location")).toBeNull();
  });
});
