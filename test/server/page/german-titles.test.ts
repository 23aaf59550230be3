import { describe, expect, test } from "vitest";
import { generatedDefinitions } from "../../../src/server/contract/tool-registry.ts";
import { INSIGHT_TOOLS } from "../../../src/server/insights/insight-tools.ts";

const TOOLS = [...generatedDefinitions(), ...INSIGHT_TOOLS];
const titlesOf = (name: string) => TOOLS.filter((tool) => tool.name === name).map(({ titleDe }) => titleDe);

test("every tool has a title in German, which is not the English one", () => {
  expect(TOOLS.filter(({ title, titleDe }) => titleDe === undefined || titleDe === title)).toEqual([]);
});

describe("a German title", () => {
  test("is that of one tool alone", () => {
    const titles = TOOLS.map(({ titleDe }) => titleDe);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  test.each([
    ["GetGetserviceproofrequest", "Anfrage nach einem Leistungsnachweis abrufen"],
    ["PostCreateaddonchangepurchase", "Zusatzprodukte einer Bestellung ändern, mit Abbuchung"],
    ["GetGetpurchasedownloads", "Downloads einer Bestellung abrufen"],
    ["statsDailyAmounts", "Umsätze nach Tagen abrufen"],
    ["validateAffiliate", "Affiliate-Partnerschaft prüfen"],
  ])("of %s can be understood without the API: %s", (name, title) => {
    expect(titlesOf(name)).toEqual([title]);
  });
});
