import { describe, expect, test } from "vitest";
import { shownDetail, shownHost, shownName } from "../../../../src/server/oauth/consent/shown-text.ts";

describe("a program's name", () => {
  test.each([
    ["characters that turn the direction of writing", "Cla\u202Eedu\u202C \u2066x\u2069", "Cla edu x"],
    ["control characters and line breaks", "Claude\u0000\r\n\u0085Desktop\u2028!", "Claude Desktop !"],
    ["characters without width", "Cl\u200Baude\uFEFF", "Cl aude"],
    ["half a character", "Claude\uD83D", "Claude"],
    ["tags that nobody sees", "Claude\u{E0041}\u{E0042}", "Claude"],
  ])("loses %s", (_, name, shown) => {
    expect(shownName(name)).toBe(shown);
  });

  test.each(["", "   ", "\u200B\u202E", "\u3164\u2800\uFFA0"])("that nobody can see is empty: %j", (name) => {
    expect(shownName(name)).toBe("");
  });

  test("is shortened, and says so", () => {
    expect(shownName("A".repeat(10_000))).toBe(`${"A".repeat(60)}…`);
  });

  test("keeps accents, other scripts and emoji, but not a pile of marks", () => {
    expect(shownName("Käufer-Überblick ไม่ได้ 数字 🛒")).toBe("Käufer-Überblick ไม่ได้ 数字 🛒");
    expect(shownName(`Z${"\u0301".repeat(40)}`)).toBe(`Z${"\u0301".repeat(3)}`);
  });
});

test("a host is cut at its beginning, so that its owner stays visible", () => {
  const host = `${"claude.ai.".repeat(60)}evil.example`;
  expect(shownHost(host)).toMatch(/^….{288}evil\.example$/);
  expect(shownHost("claude.ai:8443")).toBe("claude.ai:8443");
});

test("a detail is one line of limited length", () => {
  expect(shownDetail(`first\nsecond ${"x".repeat(1000)}`)).toMatch(/^first second x{287}…$/);
});
