import { describe, expect, test } from "vitest";
import { renderLeaving } from "../../../../src/server/oauth/consent/render-leaving.ts";
import { readPage, textOf } from "../../../support/html-page.ts";

const VIEW = {
  language: "en",
  kind: "agreed",
  program: "Claude",
  target: "https://claude.ai/cb?code=x&state=y",
} as const;

describe("the page on the way back", () => {
  test.each([
    ["agreed", "en", "Access allowed", "You are being taken back to Claude."],
    ["agreed", "de", "Zugriff erlaubt", "Sie werden zu Claude zurückgeleitet."],
    ["cancelled", "en", "Cancelled", "No access was given. You are being taken back to Claude."],
    ["cancelled", "de", "Abgebrochen", "Es wurde kein Zugriff erlaubt. Sie werden zu Claude zurückgeleitet."],
    ["handover", "en", "Continue to Digistore24", "You are being taken to Digistore24 to agree there."],
    ["handover", "de", "Weiter zu Digistore24", "Sie werden zu Digistore24 weitergeleitet, um dort zuzustimmen."],
  ] as const)("of kind %s says in %s what happens", (kind, language, title, text) => {
    const page = readPage(renderLeaving({ ...VIEW, kind, language }));
    expect(textOf(page.one("h1"))).toBe(title);
    expect(textOf(page.one(".lead"))).toBe(text);
  });

  test.each([
    VIEW.target,
    "cursor://anysphere.cursor-mcp/oauth/callback?code=x&iss=y",
    "http://127.0.0.1:1/?a='\"><b>",
  ])("links to %s", (target) => {
    const page = readPage(renderLeaving({ ...VIEW, target }));
    expect(page.one("main a").getAttribute("href")).toBe(target);
    expect(page.all("b")).toEqual([]);
  });

  test("links to Digistore24 by its name, not by the program's", () => {
    const page = readPage(renderLeaving({ ...VIEW, kind: "handover", target: "https://www.digistore24.com/x" }));
    expect(textOf(page.one("main a"))).toBe("Continue to Digistore24");
    expect(page.text()).not.toContain("Claude");
  });

  test("says when it leaves, unless that is at once", () => {
    expect(readPage(renderLeaving({ ...VIEW, seconds: 3 })).text()).toContain("This happens in 3 seconds.");
    expect(readPage(renderLeaving({ ...VIEW, seconds: 1 })).text()).toContain("This happens in one second.");
    expect(readPage(renderLeaving({ ...VIEW, seconds: 0 })).text()).not.toContain("This happens");
  });

  test("shows a hostile name as text on one short line", () => {
    const page = readPage(renderLeaving({ ...VIEW, program: `<b>\u202E${"x".repeat(500)}` }));
    expect(page.all("b")).toEqual([]);
    expect(textOf(page.one("main a"))).toMatch(/^Continue to <b> x{56}…$/);
  });

  test("names a program without a name", () => {
    expect(readPage(renderLeaving({ ...VIEW, language: "de", program: "" })).text()).toContain("Programm ohne Namen");
  });
});
