import { afterAll, beforeAll, expect, test } from "vitest";
import { readPage, textOf } from "../../support/html-page.ts";
import { authorizationUrl, Browser, type OAuthEndpoint, startOAuthEndpoint } from "../../support/oauth.ts";

const GERMAN = { headers: { "accept-language": "de" } };

let endpoint: OAuthEndpoint;

beforeAll(async () => {
  endpoint = await startOAuthEndpoint();
});
afterAll(() => endpoint.close());

test("the consent page can be read in the other language, which its form keeps", async () => {
  const browser = new Browser(endpoint.origin);
  const { url } = await authorizationUrl(endpoint.origin);
  const german = readPage(await (await browser.open(url, GERMAN)).text());
  expect(german.one("html").getAttribute("lang")).toBe("de");
  const links = german.all(".languages a");
  expect(links.map(textOf)).toEqual(["Deutsch", "English"]);
  const other = new URL(links[1]?.getAttribute("href") ?? "", url);
  const english = readPage(await (await browser.open(other.href, GERMAN)).text());
  expect(english.one("html").getAttribute("lang")).toBe("en");
  expect(textOf(english.one("h1"))).toBe("Allow access to your Digistore24 account?");
  expect(english.one("form").getAttribute("action")).toBe("/authorize?lang=en");
  expect(other.searchParams.get("state")).toBe(new URL(url).searchParams.get("state"));
});
