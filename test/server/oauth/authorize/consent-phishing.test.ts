import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { agree, leaveForDigistore24 } from "../../../support/handover.ts";
import { readPage } from "../../../support/html-page.ts";
import { authorizationUrl, Browser, type OAuthEndpoint, startOAuthEndpoint, targetOf } from "../../../support/oauth.ts";
import { FULL_KEY } from "../../../support/sandbox.ts";

const COOKIE = /^__Host-digistore24-mcp-browser-/;
const OTHER_BROWSER = /other browser|another browser/i;
let endpoint: OAuthEndpoint;
let origin: string;

beforeAll(async () => {
  endpoint = await startOAuthEndpoint();
  ({ origin } = endpoint);
});

afterAll(() => endpoint.close());

async function openPage(browser = new Browser(origin)) {
  const { url } = await authorizationUrl(origin);
  const page = await (await browser.open(url)).text();
  const request = readPage(page).one("input[name=request]").getAttribute("value") ?? "";
  return { browser, page, request };
}

/** Name and value of the cookie that a browser gets with its first page. */
function cookieOf({ cookies }: Browser): readonly [name: string, id: string] {
  return [...cookies].find(([name]) => COOKIE.test(name)) ?? ["", ""];
}

/** Sends a form with exactly these headers. */
async function postForm(fields: Record<string, string>, headers: Record<string, string>) {
  const response = await fetch(`${origin}/authorize`, {
    method: "POST",
    headers,
    body: new URLSearchParams(fields),
    redirect: "manual",
  });
  return { status: response.status, refresh: response.headers.get("refresh"), page: await response.text() };
}

describe("a consent form", () => {
  const FROM_PAGE = { "sec-fetch-site": "same-origin" };

  test.each([{ decision: "key", api_key: FULL_KEY }, { decision: "digistore24" }, { decision: "cancel" }])(
    "of one browser does nothing in another: $decision",
    async (fields) => {
      await endpoint.sandbox.reset();
      const { page } = await openPage();
      const { browser: victim } = await openPage();
      const answer = await victim.send(page, { access: "money", ...fields });

      expect(answer.status).toBe(403);
      expect(answer.headers.get("refresh")).toBe(null);
      expect(readPage(await answer.text()).text()).toMatch(OTHER_BROWSER);
      expect(await endpoint.sandbox.requests()).toEqual({});
    },
  );

  test.each([
    { what: "without a cookie", cookie: () => "" },
    { what: "with an empty cookie", cookie: (name: string) => `${name}=` },
    { what: "with an invented cookie", cookie: (name: string) => `${name}=${"A".repeat(22)}` },
    {
      what: "with a cookie without the prefix",
      cookie: (name: string, id: string) => `${name.replace("__Host-", "")}=${id}`,
    },
    { what: "with a longer cookie", cookie: (name: string, id: string) => `${name}=${id}A` },
    { what: "with a cookie of another name", cookie: (name: string, id: string) => `${name}x=${id}` },
    { what: "with the mark, which is not secret, as its id", cookie: (name: string) => `${name}=${name.slice(-43)}` },
  ])("does nothing $what", async ({ cookie }) => {
    const { browser, request } = await openPage();
    const headers = { ...FROM_PAGE, cookie: cookie(...cookieOf(browser)) };
    const { status, refresh } = await postForm({ request, decision: "key", api_key: FULL_KEY }, headers);

    expect({ status, refresh }).toEqual({ status: 403, refresh: null });
  });

  const SENT_BY: readonly { what: string; headers: Record<string, string>; status: number }[] = [
    { what: "by the page", headers: FROM_PAGE, status: 200 },
    { what: "by a browser that only states the origin", headers: { origin: "OWN" }, status: 200 },
    {
      what: "by another site",
      headers: { "sec-fetch-site": "cross-site", origin: "https://evil.example" },
      status: 403,
    },
    {
      what: "by another site that claims the origin",
      headers: { "sec-fetch-site": "cross-site", origin: "OWN" },
      status: 403,
    },
    { what: "by a site of the same owner", headers: { "sec-fetch-site": "same-site", origin: "OWN" }, status: 403 },
    { what: "by nobody", headers: { "sec-fetch-site": "none" }, status: 403 },
    { what: "by another origin", headers: { origin: "https://evil.example" }, status: 403 },
    { what: "by a hidden origin", headers: { origin: "null" }, status: 403 },
    { what: "by an origin that begins alike", headers: { origin: "OWN.evil.example" }, status: 403 },
    { what: "without either header", headers: {}, status: 403 },
  ];
  test.each(SENT_BY)("sent $what is answered with $status", async ({ headers, status }) => {
    const { browser, request } = await openPage();
    const cookie = cookieOf(browser).join("=");
    const stated = Object.entries(headers).map(([name, value]) => [name, value.replace("OWN", origin)]);
    const answer = await postForm({ request, decision: "cancel" }, { cookie, ...Object.fromEntries(stated) });

    expect(answer.status).toBe(status);
    expect(answer.refresh !== null).toBe(status === 200);
  });

  test("is not taken as JSON or as text, which other sites can send without asking", async () => {
    const { browser, request } = await openPage();
    for (const type of ["application/json", "text/plain"]) {
      const answer = await browser.open("/authorize", {
        method: "POST",
        headers: { ...FROM_PAGE, "content-type": type },
        body: JSON.stringify({ request, decision: "cancel" }),
      });
      expect(answer.status).toBe(415);
    }
  });
});

describe("a link to Digistore24's page that somebody else has opened", () => {
  test("gives neither the victim nor the attacker a code", async () => {
    const attacker = await leaveForDigistore24(origin, { access: "money" });
    const { browser: victim } = await openPage();
    const back = await attacker.decide("agree");

    const seen = await victim.open(back.href);
    expect({ status: seen.status, next: seen.headers.get("location") }).toEqual({ status: 403, next: null });
    expect(readPage(await seen.text()).text()).toMatch(/somebody.*sent you a link/i);
    // All that the attacker knows: the cookies of the own browser, the token and the program's request.
    const [id = ""] = [...attacker.browser.cookies.keys()].filter((name) => name.includes("-handover-"));
    const guesses = [attacker.requestToken, id.split("-handover-")[1] ?? "", cookieOf(attacker.browser)[1]];
    for (const guess of [...guesses, attacker.browser.cookies.get(id) ?? ""]) {
      const answer = await attacker.browser.open(`/authorize/return/${guess}`);
      expect(answer.headers.get("location") ?? "").not.toContain("code=");
    }
    expect(await endpoint.sandbox.requests()).not.toHaveProperty("retrieveApiKey");
  });

  test("does not end the way of the person who began it", async () => {
    const { browser, decide } = await leaveForDigistore24(origin);
    const back = await decide("agree");
    await new Browser(origin).open(back.href);

    expect(targetOf(await browser.open(back.href)).searchParams.has("code")).toBe(true);
  });
});

describe("the page to return to", () => {
  test("serves once", async () => {
    const { browser, decide } = await leaveForDigistore24(origin);
    const back = await decide("agree");

    expect(targetOf(await browser.open(back.href)).searchParams.has("code")).toBe(true);
    const again = await browser.open(back.href);
    expect({ status: again.status, next: again.headers.get("location") }).toEqual({ status: 409, next: null });
    expect(readPage(await again.text()).text()).toContain("already");
  });

  test("has no code after a refusal", async () => {
    const { browser, decide } = await leaveForDigistore24(origin);
    const back = await decide("refuse");
    const returning = back.href.replace("/cancel/", "/return/");

    expect((await browser.open(returning)).status).toBe(403);
    expect(targetOf(await browser.open(back.href)).searchParams.get("error")).toBe("access_denied");
    expect((await browser.open(back.href)).status).toBe(409);
  });

  test.each(["return", "cancel"])("is a page for any made-up %s", async (way) => {
    for (const proof of ["x", "%00", "%0d%0aset-cookie:a=b", "..%2f..", "é", "a".repeat(99)]) {
      const answer = await new Browser(origin).open(`/authorize/${way}/${proof}`);
      expect({ status: answer.status, cookies: answer.headers.getSetCookie() }).toEqual({ status: 403, cookies: [] });
    }
  });

  test("of two hand-overs in one browser leads each program to its own code", async () => {
    const browser = new Browser(origin);
    const [first, second] = [
      await leaveForDigistore24(origin, { browser, parameters: { state: "first" } }),
      await leaveForDigistore24(origin, { browser, parameters: { state: "second" } }),
    ];

    expect(await agree(second)).not.toBe("");
    const answer = targetOf(await browser.open((await first.decide("agree")).href));
    expect(answer.searchParams.get("state")).toBe("first");
  });
});

test("cookies are kept from scripts, from other sites and from other hosts", async () => {
  const { left } = await leaveForDigistore24(origin);
  const shown = await new Browser(origin).open((await authorizationUrl(origin)).url);
  const lines = [...shown.headers.getSetCookie(), ...left.headers.getSetCookie()];

  expect(lines).toHaveLength(2);
  for (const line of lines) {
    const [pair, ...attributes] = line.split("; ");
    expect(pair).toMatch(/^__Host-digistore24-mcp-(?:browser|handover)-[\w-]{43}=[\w.-]+$/);
    expect(attributes.sort()).toEqual(["HttpOnly", "Max-Age=900", "Path=/", "SameSite=Lax", "Secure"]);
  }
});
