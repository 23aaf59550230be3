import { describe, expect, test } from "vitest";
import type { Language } from "../../../../src/server/kit/language.ts";
import { describeKeyProblem } from "../../../../src/server/oauth/consent/key-problem.ts";
import { type AuthorizeProblem, PROBLEM_TEXTS } from "../../../../src/server/oauth/consent/problem-texts.ts";
import { renderAuthorizeProblem } from "../../../../src/server/oauth/consent/render-authorize-problem.ts";
import { renderConsent } from "../../../../src/server/oauth/consent/render-consent.ts";
import { renderLeaving } from "../../../../src/server/oauth/consent/render-leaving.ts";
import { ASSETS } from "../../../../src/server/page/page-assets.ts";
import { readPage, textOf } from "../../../support/html-page.ts";
import { VIEW } from "./example-view.ts";

type Render = (language: Language) => string;

const KEY_PROBLEMS = ["missing", "not-a-key", "refused", "unchecked", "read-only"] as const;
const CONSENT: Readonly<Record<string, Render>> = {
  consent: (language) => renderConsent({ ...VIEW, language }),
  "consent for a local program": (language) =>
    renderConsent({
      ...VIEW,
      language,
      isLoopbackOnly: true,
      program: { name: "" },
      handsOver: false,
      confirms: false,
    }),
  "consent to reading": (language) => renderConsent({ ...VIEW, language, asksOnlyRead: true }),
  "consent at a part that only reads": (language) =>
    renderConsent({ ...VIEW, language, moneyTools: [], counts: { read: 1, change: 0 } }),
  ...Object.fromEntries(
    KEY_PROBLEMS.map((problem): [string, Render] => [
      `key that is ${problem}`,
      (language) => renderConsent({ ...VIEW, language, problem: describeKeyProblem(language, problem, "x") }),
    ]),
  ),
};
const LEAVING = Object.fromEntries(
  (["agreed", "cancelled", "handover"] as const).map((kind): [string, Render] => [
    `leaving, ${kind}`,
    (language) => renderLeaving({ language, kind, program: "Claude", target: "https://claude.ai/", seconds: 3 }),
  ]),
);
const PROBLEMS = Object.fromEntries(
  (Object.keys(PROBLEM_TEXTS.de) as AuthorizeProblem[]).map((problem): [string, Render] => [
    `problem, ${problem}`,
    (language) => renderAuthorizeProblem({ language, problem, status: 400 }),
  ]),
);
const PAGES = Object.entries({ ...CONSENT, ...LEAVING, ...PROBLEMS });
const SAME_IN_BOTH = new Set(["digistore24-mcp", "Claude", "claude.ai", ...VIEW.moneyTools]);

/** The texts of the elements that hold nothing else. */
function leavesOf(html: string): string[] {
  const page = readPage(html);
  return page
    .all("title, body *")
    .filter((element) => element.querySelector("*") === null)
    .map(textOf)
    .filter(Boolean);
}

describe.each(PAGES)("the page: %s", (_, render) => {
  test("is in one language throughout", () => {
    const [german, english] = [leavesOf(render("de")), leavesOf(render("en"))];
    expect(english.filter((text) => german.includes(text) && !SAME_IN_BOTH.has(text))).toEqual([]);
    expect(german).toHaveLength(english.length);
  });

  test.each(["de", "en"] as const)("is a document for people in %s, which search engines leave out", (language) => {
    const page = readPage(render(language));
    expect(page.one("html").getAttribute("lang")).toBe(language);
    expect(page.one("meta[name=viewport]").getAttribute("content")).toBe("width=device-width, initial-scale=1");
    expect(page.one("meta[name=robots]").getAttribute("content")).toBe("noindex");
    expect(textOf(page.one("title"))).toBe(`${textOf(page.one("main h1"))} – digistore24-mcp`);
  });

  test("needs nothing that its policy forbids", () => {
    const html = render("en");
    const page = readPage(html);
    expect(page.all("script, style, [style], iframe, object, base")).toEqual([]);
    expect(html).not.toMatch(/\son\w+=/);
    const files = page.all("link[href], [src]").map((file) => file.getAttribute("href") ?? file.getAttribute("src"));
    const paths = files.map((file) => new URL(file ?? "", "https://x.example").pathname.slice(1));
    expect(paths).toEqual(["page.svg", "base.css", "consent.css"]);
    expect(Object.keys(ASSETS)).toEqual(expect.arrayContaining(paths));
  });

  test("has a label for every field, a target for every reference, and every id once", () => {
    const page = readPage(render("de"));
    const ids = page.all("[id]").map((element) => element.getAttribute("id") ?? "");
    expect(new Set(ids).size).toBe(ids.length);
    const fields = page.all("input:not([type=hidden])").map((field) => field.getAttribute("id"));
    expect(page.all("label").map((label) => label.getAttribute("for"))).toEqual(fields);
    const references = ["aria-describedby", "aria-labelledby"].flatMap((name) =>
      page.all(`[${name}]`).flatMap((element) => element.getAttribute(name)?.split(" ") ?? []),
    );
    expect(references.filter((id) => !ids.includes(id))).toEqual([]);
  });
});
