import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { agree, leaveForDigistore24 } from "../../../support/handover.ts";
import { authorizationUrl, Browser, type OAuthEndpoint, startOAuthEndpoint, targetOf } from "../../../support/oauth.ts";
import { FULL_KEY } from "../../../support/sandbox.ts";

let endpoint: OAuthEndpoint;
let origin: string;

beforeAll(async () => {
  endpoint = await startOAuthEndpoint();
  ({ origin } = endpoint);
});
afterAll(() => endpoint.close());

const openPage = async (browser: Browser) => (await browser.open((await authorizationUrl(origin)).url)).text();

describe("a browser", () => {
  test("can use all pages that it has opened at once, before it had a cookie", async () => {
    const browser = new Browser(origin);
    const pages = await Promise.all([openPage(browser), openPage(browser), openPage(browser)]);

    for (const page of pages) {
      const wrong = await browser.send(page, { decision: "key", access: "read", api_key: "100001-WRONGKEY" });
      const again = await browser.send(await wrong.text(), { decision: "key", access: "read", api_key: FULL_KEY });
      expect(targetOf(again).searchParams.has("code")).toBe(true);
    }
  });

  test("keeps one cookie for all pages that it opens one after the other", async () => {
    const browser = new Browser(origin);
    await openPage(browser);
    const [first] = [...browser.cookies];
    await openPage(browser);
    expect([...browser.cookies]).toEqual([first]);
  });

  test("can begin as often as a person likes, and end with the last of them", async () => {
    const browser = new Browser(origin);
    const wish = { browser, parameters: { state: "s".repeat(1000) } };
    for (let attempt = 0; attempt < 20; attempt += 1) {
      await leaveForDigistore24(origin, wish);
    }
    const last = [await leaveForDigistore24(origin, wish), await leaveForDigistore24(origin, wish)];

    expect(await Promise.all(last.map(agree))).toEqual([expect.stringMatching(/./), expect.stringMatching(/./)]);
  });
});
