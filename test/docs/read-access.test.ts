import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { USER_SETTINGS } from "../../scripts/mcpb/user-settings.ts";
import { KEY_TEXTS } from "../../src/server/page/texts/key-texts.ts";
import { VERDICT_TEXTS } from "../../src/server/page/texts/verdict-texts.ts";
import { tools } from "../support/generated-tools.ts";

const BEYOND_A_READ_KEY = tools.filter(({ access, keyRight }) => access === "read" && keyRight !== "read");

/** The paragraph, or the row of a table, that has these words. */
function row(file: string, words: string): string {
  return (
    readFileSync(file, "utf8")
      .split("\n\n")
      .flatMap((part) => (part.startsWith("|") ? part.split("\n") : [part]))
      .find((part) => part.includes(words)) ?? ""
  );
}

test("of the published tools that read, only the one for invoices needs full access", () => {
  const published = BEYOND_A_READ_KEY.filter(({ isPublished }) => isPublished);
  expect(published.map(({ functionName }) => functionName)).toEqual(["listInvoices"]);
});

describe("the exception is named wherever people read that read access is enough", () => {
  test.each([
    ["the page, German", String(KEY_TEXTS.de.getRight), "Rechnungen brauchen Vollzugriff"],
    ["the page, English", String(KEY_TEXTS.en.getRight), "invoices need full access"],
    ["a checked key, German", VERDICT_TEXTS.de.mayRead, "nur keine Rechnungen"],
    ["a checked key, English", VERDICT_TEXTS.en.mayRead, "except invoices"],
    ["the form of the desktop bundle", USER_SETTINGS.api_key.description, "invoices need full access"],
    ["docs/insights.md", row("docs/insights.md", "A read-only key is\nenough"), "invoices of `reviewCustomer`"],
    ["docs/clients.md", row("docs/clients.md", "`digistore24-read` has"), "which invoices need, too"],
    [
      "docs/troubleshooting.md, for bundles",
      row("docs/troubleshooting.md", "agent says that the key has"),
      "and invoices",
    ],
  ])("%s", (_, text, exception) => {
    expect(text).toContain(exception);
  });

  test("docs/troubleshooting.md, with each such lookup", () => {
    const symptom = row("docs/troubleshooting.md", "An action is refused, “too few rights”");
    const nouns = {
      listInvoices: "invoices",
      getUpsells: "upsells",
      getCustomerToAffiliateBuyerDetails: "affiliate links",
    };
    expect(BEYOND_A_READ_KEY.map(({ functionName }) => functionName).sort()).toEqual(Object.keys(nouns).sort());
    expect(Object.values(nouns).filter((noun) => !symptom.includes(noun))).toEqual([]);
  });
});
