import { describe, expect, test } from "vitest";
import { type AuthorizeProblem, PROBLEM_TEXTS } from "../../../../src/server/oauth/consent/problem-texts.ts";
import { renderAuthorizeProblem } from "../../../../src/server/oauth/consent/render-authorize-problem.ts";
import { readPage, textOf } from "../../../support/html-page.ts";

const PROBLEMS = Object.keys(PROBLEM_TEXTS.en) as AuthorizeProblem[];
const open = (problem: AuthorizeProblem, view: { language?: "de" | "en"; detail?: string } = {}) =>
  readPage(renderAuthorizeProblem({ language: "en", problem, status: 400, ...view }));

describe.each(PROBLEMS)("the page for %s", (problem) => {
  test("has a title, an advice and a name to report it by", () => {
    const page = open(problem);
    expect(textOf(page.one("h1"))).toBe(PROBLEM_TEXTS.en[problem].title);
    expect(page.all("main p").length).toBeGreaterThanOrEqual(2);
    expect(page.text()).toContain(`Error 400, ${problem}`);
  });

  test("leads nowhere", () => {
    expect(open(problem, { detail: "https://evil.example" }).all("a, form, [href^=http]")).toEqual([]);
  });
});

test("a host that is not trusted names the operator's variable", () => {
  const page = open("redirect-not-trusted", { detail: "agents.example" });
  expect(textOf(page.one(".detail"))).toBe("Details: agents.example");
  expect(textOf(page.one(".notice"))).toContain("OAUTH_REDIRECT_HOSTS");
});

test("another browser warns of links from others, and says how to take back a key", () => {
  const text = open("other-browser").text();
  expect(text).toContain("somebody may have sent you a link");
  expect(text).toContain("Nothing was handed over.");
  expect(text).toContain("you can delete it there: Settings > Account access > API keys");
});

test("a detail is shown as text on one line", () => {
  const page = open("unknown-program", { detail: `<b>\u202E\n${"x".repeat(999)}` });
  expect(page.all("b")).toEqual([]);
  expect(textOf(page.one(".detail bdi"))).toMatch(/^<b> x{296}…$/);
});
