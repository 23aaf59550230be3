import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import {
  type Authorization,
  askToken,
  authorizationUrl,
  Browser,
  codeRequest,
  decideAtDigistore24,
  type OAuthEndpoint,
  send,
  startOAuthEndpoint,
  targetOf,
} from "../support/oauth.ts";
import { FULL_KEY } from "../support/sandbox.ts";

let endpoint: OAuthEndpoint;

beforeAll(async () => {
  endpoint = await startOAuthEndpoint();
});

afterEach(() => vi.unstubAllGlobals());
afterAll(() => endpoint.close());

/** A request to the endpoint, its status, and the functions of the API that it made the endpoint call. */
interface Row {
  readonly request: string;
  readonly status: string;
  readonly calls: string;
}

/** Adds every request to the endpoint to the rows. */
async function recordRequests({ origin, sandbox }: OAuthEndpoint): Promise<Row[]> {
  const rows: Row[] = [];
  const { fetch } = globalThis;
  let before = await sandbox.requests();
  vi.stubGlobal("fetch", async (...[input, init]: Parameters<typeof fetch>) => {
    const url = new URL(String(input));
    if (url.origin !== origin) {
      return fetch(input, init);
    }
    const response = await fetch(input, init);
    const path = url.pathname.replace(/[^/]{22}$/, (last) => (url.pathname.startsWith("/authorize/") ? "…" : last));
    const after = await sandbox.requests();
    const calls = Object.keys(after).filter((name) => after[name] !== before[name]);
    rows.push({
      request: `${init?.method ?? "GET"} ${path}`,
      status: String(response.status),
      calls: calls.map((name) => `\`${name}\``).join(", "),
    });
    before = after;
    return response;
  });
  return rows;
}

/** A table of the page, under its heading. Rows without a request are of people's steps elsewhere. */
function documented(heading: string): Row[] {
  const page = readFileSync("docs/oauth.md", "utf8");
  const [, after = ""] = page.split(`\n### ${heading}\n`);
  const [section = ""] = after.split(/\n##/);
  return [...section.matchAll(/^\| `((?:GET|POST) [^`]+)` \| (\d+) \| ([^|]*?) ?\| [^|]+ \|$/gm)].map(
    ([, request = "", status = "", calls = ""]) => ({ request, status, calls }),
  );
}

/** A program finds the server, and the person is asked. */
async function ask(origin: string) {
  await send(`${origin}/mcp`, undefined, "server/discover");
  await fetch(`${origin}/.well-known/oauth-protected-resource/mcp`);
  await fetch(`${origin}/.well-known/oauth-authorization-server`);
  const authorization = await authorizationUrl(origin);
  const browser = new Browser(origin);
  return { authorization, browser, page: await (await browser.open(authorization.url)).text() };
}

/** The program takes its tokens, works, refreshes and ends the connection. */
async function work(origin: string, authorization: Authorization, answer: URL) {
  const { body } = await askToken(origin, codeRequest(authorization, answer.searchParams.get("code") ?? ""));
  await send(`${origin}/mcp`, String(body["access_token"]), "tools/list");
  const refreshing = { grant_type: "refresh_token", client_id: authorization.clientId };
  const { body: later } = await askToken(origin, { ...refreshing, refresh_token: String(body["refresh_token"]) });
  const token = String(later["access_token"]);
  await fetch(`${origin}/revoke`, { method: "POST", body: new URLSearchParams({ token }) });
  await send(`${origin}/mcp`, token, "tools/list");
}

test("docs/oauth.md lists the requests of a connection by Digistore24's page as they are made", async () => {
  const { origin } = endpoint;
  const rows = await recordRequests(endpoint);
  const { authorization, browser, page } = await ask(origin);
  const away = targetOf(await browser.send(page, { decision: "digistore24", access: "change" }));
  const back = await decideAtDigistore24(away, "agree");
  await work(origin, authorization, targetOf(await browser.open(back.href)));
  expect(documented("By Digistore24's own page")).toEqual(rows);
});

test("docs/oauth.md lists the requests that differ with a pasted key as they are made", async () => {
  const { origin } = endpoint;
  const rows = await recordRequests(endpoint);
  const { authorization, browser, page } = await ask(origin);
  const answer = targetOf(await browser.send(page, { decision: "key", access: "read", api_key: FULL_KEY }));
  await work(origin, authorization, answer);
  const differing = ["POST /authorize", "POST /token", "POST /revoke"];
  const first = differing.map((name) => rows.find(({ request }) => request === name));
  expect(documented("By a pasted key")).toEqual(first);
});
