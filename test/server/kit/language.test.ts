import { expect, test } from "vitest";
import { languageOf } from "../../../src/server/kit/language.ts";

test.each([
  ["de", "de"],
  ["de-AT,de;q=0.9,en;q=0.8", "de"],
  ["DE-CH", "de"],
  ["en;q=0.5, de;q=0.9", "de"],
  ["fr, de;q=0.5", "de"],
  ["fr, de;q=0.5, en;q=0.4", "de"],
  ["en-GB,en;q=0.9,de;q=0.8", "en"],
  ["de;q=0.3,en;q=0.4", "en"],
  ["fr, en;q=0.5, de;q=0.4", "en"],
  ["fr", "en"],
  ["de;q=0", "en"],
  ["*", "en"],
  ["", "en"],
  ["denmark", "en"],
  ["de;q=nonsense", "en"],
  [undefined, "en"],
])("the language of %o is %s", (acceptLanguage, language) => {
  expect(languageOf(acceptLanguage)).toBe(language);
});

test.each([
  ["fr", "de"],
  ["*", "de"],
  [undefined, "de"],
  ["en-GB", "en"],
  ["en;q=0.5, de;q=0.4", "en"],
])("the language of %o is %s where German is usual", (acceptLanguage, language) => {
  expect(languageOf(acceptLanguage, "de")).toBe(language);
});
