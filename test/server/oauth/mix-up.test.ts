import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { leaveForDigistore24 } from "../../support/handover.ts";
import {
  askToken,
  authorizationUrl,
  Browser,
  codeRequest,
  connect,
  connectByHandover,
  connectByKey,
  type OAuthEndpoint,
  OTHER_SECRET,
  send,
  startOAuthEndpoint,
  targetOf,
} from "../../support/oauth.ts";

let endpoint: OAuthEndpoint;
/** With the same secrets at another address, and with other secrets. */
let others: readonly OAuthEndpoint[];

beforeAll(async () => {
  endpoint = await startOAuthEndpoint();
  const { sandbox } = endpoint;
  others = [
    await startOAuthEndpoint({ sandbox }),
    await startOAuthEndpoint({ sandbox, env: { OAUTH_SECRETS: OTHER_SECRET } }),
  ];
});

afterAll(() => Promise.all([...others, endpoint].map((server) => server.close())));

/** Each way in which a program gets an answer. */
const ANSWERS: readonly { way: string; answer: (parameters: Record<string, string | undefined>) => Promise<URL> }[] = [
  { way: "a pasted key", answer: async (parameters) => (await connectByKey(endpoint.origin, { parameters })).answer },
  {
    way: "a hand-over",
    answer: async (parameters) => (await connectByHandover(endpoint.origin, { parameters })).answer,
  },
  {
    way: "a refusal at Digistore24",
    answer: async (parameters) => {
      const { browser, decide } = await leaveForDigistore24(endpoint.origin, { parameters });
      return targetOf(await browser.open((await decide("refuse")).href));
    },
  },
  {
    way: "a refusal on our page",
    answer: async (parameters) => {
      const browser = new Browser(endpoint.origin);
      const page = await (await browser.open((await authorizationUrl(endpoint.origin, parameters)).url)).text();
      return targetOf(await browser.send(page, { decision: "cancel" }));
    },
  },
  {
    way: "a request that is refused at once",
    answer: async (parameters) => {
      const { url } = await authorizationUrl(endpoint.origin, { ...parameters, response_type: "token" });
      return targetOf(await new Browser(endpoint.origin).open(url));
    },
  },
];

const STATES = [
  "plain",
  "",
  "a b+c%20d&e=f#g?h/i\\j\"k'l<m>n;o,p:q@r",
  "äöü 漢字 🙂 \u202e",
  "%7B%22a%22%3A%2B%7D",
  "line\r\nfeed\ttab\u0000nul",
  '{"returnTo":"https://example.com/?a=1&b=2","nonce":"x=="}',
];

describe.each(ANSWERS)("the answer after $way", ({ answer }) => {
  test("names the issuer once, exactly as the metadata does", async () => {
    const { searchParams } = await answer({});
    const metadata = await fetch(`${endpoint.origin}/.well-known/oauth-authorization-server`);

    expect(searchParams.getAll("iss")).toEqual([((await metadata.json()) as { issuer: string }).issuer]);
  });

  test("returns the state byte for byte, and none if none was sent", async () => {
    for (const state of STATES) {
      const { searchParams } = await answer({ state });
      expect(searchParams.getAll("state")).toEqual([state]);
    }
    expect((await answer({ state: undefined })).searchParams.has("state")).toBe(false);
  });
});

describe("what one server has issued", () => {
  test("is not a code at another", async () => {
    const { authorization, code } = await connectByKey(endpoint.origin);
    const request = codeRequest(authorization, code);
    for (const other of others) {
      const own = await authorizationUrl(other.origin);
      const requests = [request, { ...request, client_id: own.clientId }];
      for (const { status, body } of await Promise.all(requests.map((each) => askToken(other.origin, each)))) {
        expect({ status, error: body["error"] }).toEqual({ status: 400, error: "invalid_grant" });
      }
    }
    expect((await askToken(endpoint.origin, request)).status).toBe(200);
  });

  test("is not a token at another", async () => {
    const { authorization, access, refresh } = await connect(endpoint.origin);
    for (const other of others) {
      const { status, challenge } = await send(`${other.origin}/mcp`, access, "tools/list");
      expect(status).toBe(401);
      expect(challenge).toContain('error="invalid_token"');
      expect(challenge).toContain(`resource_metadata="${other.origin}/`);
      const request = { grant_type: "refresh_token", refresh_token: refresh, client_id: authorization.clientId };
      expect((await askToken(other.origin, request)).body["error"]).toBe("invalid_grant");
    }
    expect((await send(`${endpoint.origin}/mcp`, access, "tools/list")).status).toBe(200);
  });

  test("is neither a program nor a form at another", async () => {
    const { url } = await authorizationUrl(endpoint.origin);
    const page = await (await new Browser(endpoint.origin).open(url)).text();
    for (const other of others) {
      const browser = new Browser(other.origin);
      await browser.open((await authorizationUrl(other.origin)).url);
      expect((await browser.open(url.replace(endpoint.origin, other.origin))).status).toBe(400);
      expect((await browser.send(page, { decision: "cancel" })).status).toBe(400);
    }
  });

  test("is no hand-over at another", async () => {
    for (const other of others) {
      const { browser, decide } = await leaveForDigistore24(endpoint.origin);
      const back = await decide("agree");
      const answer = await browser.open(back.href.replace(endpoint.origin, other.origin));
      expect({ status: answer.status, next: answer.headers.get("location") }).toEqual({ status: 403, next: null });
    }
  });
});

describe("a token of one address", () => {
  test.each([
    ["/mcp", "/mcp/readonly"],
    ["/mcp/readonly", "/mcp"],
    ["/mcp/x/vouchers", "/mcp"],
    ["/mcp/x/vouchers", "/mcp/x/products"],
    ["/mcp/x/vouchers", "/mcp/x/vouchers,products"],
  ])("of %s is refused at %s, which sends the program to the right place", async (issued, used) => {
    const { origin } = endpoint;
    const { access } = await connect(origin, { parameters: { resource: origin + issued } });
    const { status, challenge } = await send(origin + used, access, "tools/list");

    expect(status).toBe(401);
    expect(challenge).toContain('error="invalid_token"');
    expect(challenge).toContain(`resource_metadata="${origin}/.well-known/oauth-protected-resource${used}"`);
    expect((await send(origin + issued, access, "tools/list")).status).toBe(200);
  });
});
