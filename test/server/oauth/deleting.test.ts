import { expect, test } from "vitest";
import { readPage, textOf } from "../../support/html-page.ts";
import { authorizationUrl, Browser, startOAuthEndpoint } from "../../support/oauth.ts";

test.each([
  { surface: "published", language: "de", says: "Daten anlegen und ändern." },
  { surface: "published", language: "en", says: "create and change data" },
  { surface: "full", language: "de", says: "Daten anlegen, ändern und löschen." },
  { surface: "full", language: "en", says: "create, change and delete data" },
])("the consent page of the surface $surface says in $language whether data can be deleted", async (example) => {
  const { surface, language, says } = example;
  const endpoint = await startOAuthEndpoint({ env: { DIGISTORE24_SURFACE: surface } });
  const { url } = await authorizationUrl(endpoint.origin);
  const answer = await new Browser(endpoint.origin).open(url, { headers: { "accept-language": language } });
  const page = readPage(await answer.text());
  await endpoint.close();
  expect(textOf(page.one("#access-change-hint"))).toContain(says);
});
