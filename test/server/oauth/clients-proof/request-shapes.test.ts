import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  askToken,
  Browser,
  makeVerifier,
  type OAuthEndpoint,
  register,
  send,
  startOAuthEndpoint,
  targetOf,
} from "../../../support/oauth.ts";
import { FULL_KEY } from "../../../support/sandbox.ts";
import { fillIn, REQUEST_SHAPES, SHAPE_DOCUMENTS } from "./fixtures.ts";

let endpoint: OAuthEndpoint;
let resource: string;

beforeAll(async () => {
  endpoint = await startOAuthEndpoint({ app: { documents: SHAPE_DOCUMENTS } });
  resource = `${endpoint.origin}/mcp`;
});

afterAll(() => endpoint.close());

type Shape = (typeof REQUEST_SHAPES)[number]["shape"];

async function idOf({ document, registration }: Shape): Promise<string> {
  if (document) {
    return document.client_id;
  }
  // The program's own metadata and no default of the tests.
  const { status, body } = await register(endpoint.origin, { client_name: undefined, ...registration });
  expect({ status, ...body }).toMatchObject({ status: 201, token_endpoint_auth_method: "none" });
  expect(body).not.toHaveProperty("client_secret");
  return String(body["client_id"]);
}

/** The person's part: the answer that a browser takes to the program. */
async function agree(url: string): Promise<URL> {
  const browser = new Browser(endpoint.origin);
  const page = await browser.open(url);
  const text = await page.text();
  expect(page.status, text).toBe(200);
  return targetOf(await browser.send(text, { decision: "key", access: "change", api_key: FULL_KEY }));
}

async function callWith(token: unknown): Promise<number> {
  return (await send(resource, String(token), "tools/call", { name: "GetGetuserinfo", arguments: {} })).status;
}

const CASES = REQUEST_SHAPES.flatMap(({ name, shape }) =>
  shape.redirects.map((redirect) => ({ name, redirect, shape })),
);

describe("a program gets a code at its address, and tokens that work", () => {
  test.each(CASES)("$name at $redirect", async ({ redirect, shape }) => {
    const client_id = await idOf(shape);
    const { verifier, challenge } = makeVerifier();
    const asked = new URLSearchParams({
      response_type: "code",
      client_id,
      redirect_uri: redirect,
      code_challenge: challenge,
      code_challenge_method: "S256",
      state: "a-state",
      ...fillIn(shape.authorize, resource),
    });
    const answer = await agree(`${endpoint.origin}/authorize?${asked}`);
    const { code = "", ...others } = Object.fromEntries(answer.searchParams);
    expect(answer.href.slice(0, answer.href.indexOf("?"))).toBe(redirect);
    expect(others).toEqual({ state: asked.get("state"), iss: endpoint.origin });
    // VS Code cuts the code out of the address and does not decode it.
    expect(answer.href).toContain(`?code=${code}&`);

    const given = await askToken(endpoint.origin, {
      grant_type: "authorization_code",
      client_id,
      code,
      redirect_uri: redirect,
      code_verifier: verifier,
      ...fillIn(shape.token, resource),
    });
    expect(given).toMatchObject({ status: 200, body: { token_type: "Bearer", scope: "read write offline_access" } });
    expect(await callWith(given.body["access_token"])).toBe(200);

    const refreshed = await askToken(endpoint.origin, {
      grant_type: "refresh_token",
      client_id,
      refresh_token: String(given.body["refresh_token"]),
      ...fillIn(shape.refresh, resource),
    });
    expect(refreshed.status).toBe(200);
    expect(refreshed.body["refresh_token"]).not.toBe(given.body["refresh_token"]);
    expect(await callWith(refreshed.body["access_token"])).toBe(200);
  });
});

describe("a page of a program may read what it needs", () => {
  const pages = REQUEST_SHAPES.flatMap(({ name, shape: { origin } }) => (origin ? [{ name, origin }] : []));

  test.each(pages)("of $name, $origin", async ({ origin }) => {
    const urls = ["/.well-known/oauth-protected-resource/mcp", "/.well-known/oauth-authorization-server"];
    for (const url of urls) {
      const { headers } = await fetch(endpoint.origin + url, { headers: { origin } });
      expect(headers.get("access-control-allow-origin")).toBe("*");
    }
    const refused = await fetch(resource, { method: "POST", headers: { origin }, body: "" });
    expect(refused.status).toBe(401);
    expect(refused.headers.get("access-control-allow-origin")).toBe(origin);
    expect(refused.headers.get("access-control-expose-headers")?.toLowerCase()).toContain("www-authenticate");
  });
});
