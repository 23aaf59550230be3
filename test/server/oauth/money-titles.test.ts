import { afterAll, beforeAll, expect, test } from "vitest";
import { tools } from "../../support/generated-tools.ts";
import { readPage, textOf } from "../../support/html-page.ts";
import { authorizationUrl, Browser, type OAuthEndpoint, startOAuthEndpoint } from "../../support/oauth.ts";

const MOVING = tools.filter(({ money }) => money === "moves");

let endpoint: OAuthEndpoint;

beforeAll(async () => {
  endpoint = await startOAuthEndpoint({ env: { DIGISTORE24_SURFACE: "full" } });
});
afterAll(() => endpoint.close());

async function listIn(language: string) {
  const { origin } = endpoint;
  const { url } = await authorizationUrl(origin);
  const answer = await new Browser(origin).open(url, { headers: { "accept-language": language } });
  return readPage(await answer.text());
}

test("every tool that moves money has a German title of its own", () => {
  const titles = MOVING.map(({ titleDe }) => titleDe);
  expect(new Set(titles).size).toBe(MOVING.length);
  expect(titles).not.toContain(undefined);
  expect(MOVING.filter(({ title, titleDe }) => title === titleDe)).toEqual([]);
});

test.each([
  ["de-DE,de;q=0.9,en;q=0.5", MOVING.map(({ titleDe }) => titleDe)],
  ["en", MOVING.map(({ title }) => title)],
])("people who read %s allow those tools by titles in their language", async (language, titles) => {
  const page = await listIn(language);
  expect(page.all(".money li").map(textOf)).toEqual(titles);
  expect(page.all("main [lang]")).toEqual([]);
});

test.each([
  ["de-DE,de;q=0.9,en;q=0.5", "titleDe"],
  ["en", "title"],
] as const)("people who read %s see which tools a key with read access is not enough for", async (language, title) => {
  const beyond = tools.filter(({ access, keyRight }) => access === "read" && keyRight !== "read");
  expect(beyond).not.toEqual([]);
  const hint = textOf((await listIn(language)).one("#access-read-hint"));
  expect(beyond.filter((tool) => !hint.includes(String(tool[title])))).toEqual([]);
});
