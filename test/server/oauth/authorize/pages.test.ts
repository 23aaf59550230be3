import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { leaveForDigistore24 } from "../../../support/handover.ts";
import { authorizationUrl, Browser, type OAuthEndpoint, startOAuthEndpoint } from "../../../support/oauth.ts";
import { FULL_KEY } from "../../../support/sandbox.ts";

let endpoint: OAuthEndpoint;
let origin: string;

beforeAll(async () => {
  endpoint = await startOAuthEndpoint();
  ({ origin } = endpoint);
});

afterAll(() => endpoint.close());

/** A page as it comes after a decision on the consent page. */
async function after(fields: Record<string, string>): Promise<Response> {
  const browser = new Browser(origin);
  const page = await (await browser.open((await authorizationUrl(origin)).url)).text();
  return browser.send(page, fields);
}

const PAGES: readonly { what: string; status: number; open: () => Promise<Response> }[] = [
  {
    what: "consent page",
    status: 200,
    open: async () => new Browser(origin).open((await authorizationUrl(origin)).url),
  },
  { what: "way to Digistore24", status: 200, open: () => after({ decision: "digistore24" }) },
  { what: "way back with a code", status: 200, open: () => after({ decision: "key", api_key: FULL_KEY }) },
  { what: "way back after a refusal", status: 200, open: () => after({ decision: "cancel" }) },
  { what: "page that asks for the key again", status: 422, open: () => after({ decision: "key", api_key: "1-wrong" }) },
  { what: "page without a program", status: 400, open: () => new Browser(origin).open("/authorize") },
  { what: "page of another browser", status: 403, open: () => new Browser(origin).open("/authorize/return/x") },
  {
    what: "page for a body that cannot be read",
    status: 415,
    open: () => fetch(`${origin}/authorize`, { method: "POST", body: "x" }),
  },
];

describe("every page", () => {
  test.each(PAGES)("has no script and cannot be framed, cached or sent elsewhere: $what", async ({ status, open }) => {
    const answer = await open();
    const html = await answer.text();
    const headers = Object.fromEntries(answer.headers);

    expect(answer.status).toBe(status);
    expect(headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "x-frame-options": "DENY",
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
    });
    expect(headers["content-security-policy"]?.split("; ").sort()).toEqual([
      "base-uri 'none'",
      "default-src 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "img-src 'self'",
      "style-src 'self'",
    ]);
    expect(html).not.toMatch(/<script|<iframe|<object|javascript:|\son\w+=|\sstyle=|<style/i);
  });

  test.each(PAGES)("leaves a program's window connected to the one that opened it: $what", async ({ open }) => {
    expect((await open()).headers.get("cross-origin-opener-policy")).toBe(null);
  });
});

test("a redirect to the program is not cached and does not say where the person was", async () => {
  const { browser, decide } = await leaveForDigistore24(origin);
  const answer = await browser.open((await decide("agree")).href);

  expect(answer.status).toBe(302);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
});
