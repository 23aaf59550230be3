import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  askToken,
  authorizationUrl,
  Browser,
  codeRequest,
  connect,
  connectByKey,
  decideAtDigistore24,
  type OAuthEndpoint,
  send,
  startOAuthEndpoint,
  targetOf,
} from "../../support/oauth.ts";
import { FULL_KEY } from "../../support/sandbox.ts";
import { runs, seed } from "../../support/suite/random-runs.ts";
import { alter, alterations } from "./alterations.ts";

const WHO = { name: "GetGetuserinfo", arguments: {} };

let endpoint: OAuthEndpoint;

beforeAll(async () => {
  endpoint = await startOAuthEndpoint();
});

afterAll(() => endpoint.close());

/** Uses a text over HTTP. Returns what shows whether it opened. */
interface Use {
  readonly text: string;
  /** Of the same kind, to take parts from. */
  readonly other: string;
  readonly send: (text: string) => Promise<number>;
  readonly refused: number;
}

const useCode = async (): Promise<Use> => {
  const { authorization, code: text } = await connectByKey(endpoint.origin);
  const { code: other } = await connectByKey(endpoint.origin);
  const form = codeRequest(authorization, text);
  return {
    text,
    other,
    refused: 400,
    send: async (code) => (await askToken(endpoint.origin, { ...form, code })).status,
  };
};

const useAccess = async (): Promise<Use> => {
  const [{ access: text }, { access: other }] = [await connect(endpoint.origin), await connect(endpoint.origin)];
  const call = async (token: string) => (await send(`${endpoint.origin}/mcp`, token, "tools/call", WHO)).status;
  return { text, other, refused: 401, send: call };
};

const useRefresh = async (): Promise<Use> => {
  const { refresh: text, authorization } = await connect(endpoint.origin);
  const { refresh: other } = await connect(endpoint.origin);
  const form = { grant_type: "refresh_token", client_id: authorization.clientId };
  const refresh = async (refresh_token: string) => (await askToken(endpoint.origin, { ...form, refresh_token })).status;
  return { text, other, refused: 400, send: refresh };
};

const useClient = async (): Promise<Use> => {
  const { clientId: text, url } = await authorizationUrl(endpoint.origin);
  const { clientId: other } = await authorizationUrl(endpoint.origin);
  const open = async (id: string) => {
    const address = new URL(url);
    address.searchParams.set("client_id", id);
    return (await new Browser(endpoint.origin).open(address.href)).status;
  };
  return { text, other, refused: 400, send: open };
};

const FORM = /name="request" value="([^"]+)"/;

const useForm = async (): Promise<Use> => {
  const browser = new Browser(endpoint.origin);
  const { url } = await authorizationUrl(endpoint.origin);
  const readForm = async () => FORM.exec(await (await browser.open(url)).text())?.[1] ?? "";
  const decide = async (request: string) => {
    const body = new URLSearchParams({ request, decision: "key", access: "read", api_key: FULL_KEY });
    const headers = { "sec-fetch-site": "same-origin" };
    return (await browser.open("/authorize", { method: "POST", headers, body })).status;
  };
  return { text: await readForm(), other: await readForm(), refused: 400, send: decide };
};

/** The place that Digistore24 leads back to, and the cookie that belongs to it. */
const startHandover = async () => {
  const browser = new Browser(endpoint.origin);
  const page = await (await browser.open((await authorizationUrl(endpoint.origin)).url)).text();
  const away = targetOf(await browser.send(page, { decision: "digistore24" }));
  const [name = "", text = ""] = [...browser.cookies].find(([cookie]) => cookie.includes("-handover-")) ?? [];
  return { name, text, back: await decideAtDigistore24(away, "agree") };
};

const useHandover = async (): Promise<Use> => {
  const [{ name, text, back }, { text: other }] = [await startHandover(), await startHandover()];
  const goBack = async (value: string) => {
    const response = await fetch(back, { headers: { cookie: `${name}=${value}` }, redirect: "manual" });
    return response.status;
  };
  return { text, other, refused: 403, send: goBack };
};

test.each([
  ["code", useCode, 200],
  ["access token", useAccess, 200],
  ["refresh token", useRefresh, 200],
  ["client id", useClient, 200],
  ["consent form", useForm, 200],
  ["cookie of a hand-over", useHandover, 302],
])("an altered %s is refused, and the right one works after all of them", async (_, prepare, accepted) => {
  const { text, other, send: use, refused } = await prepare();
  const altered = fc.sample(alterations, { seed, numRuns: runs(60, 600) }).map((each) => alter(text, each, other));
  const wrong = altered.filter((each) => each !== text && each !== other);

  expect(wrong.length).toBeGreaterThan(altered.length / 2);
  for (const each of wrong) {
    const status = await use(each);
    expect({ each, status }).toEqual({ each, status: refused });
  }
  expect(await use(text)).toBe(accepted);
});
