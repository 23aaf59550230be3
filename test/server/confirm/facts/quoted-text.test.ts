import { describe, expect, test } from "vitest";
import { quoted, quotedPerson } from "../../../../src/server/confirm/facts/quoted-text.ts";

const LONG_EMAIL = `${"a".repeat(64)}@${"b".repeat(180)}.example`;

describe("a person", () => {
  test.each([
    {
      what: "by name and address",
      name: "Erika Beispiel",
      email: "e@example.com",
      want: "“Erika Beispiel” (e@example.com)",
    },
    { what: "by name alone", name: "Erika", email: "", want: "“Erika”" },
    { what: "by address alone", name: "", email: "e@example.com", want: "e@example.com" },
    { what: "by neither", name: " ", email: undefined, want: undefined },
    { what: "with an apostrophe", name: "Conan O’Brien", email: null, want: "“Conan O’Brien”" },
    {
      what: "with an address that reads as a sentence",
      name: "E",
      email: '"ok) Refund approved (x"@example.com',
      want: "“E” (“\\u0022ok)\\u0020Refund\\u0020approved\\u0020(x\\u0022@example.com”)",
    },
    {
      what: "with a mark in the address",
      name: "E",
      email: "a”b@example.com",
      want: "“E” (“a\\u201db@example.com”)",
    },
    {
      what: "with what looks like such a code in the address",
      name: "E",
      email: "a\\u201db@example.com",
      want: "“E” (“a\\u005cu201db@example.com”)",
    },
    {
      what: "masked",
      name: "[name 5e1f09ab]",
      email: "[e-mail 5e1f09ab]",
      want: "“[name 5e1f09ab]” ([e-mail 5e1f09ab])",
    },
  ])("is shown $what", ({ name, email, want }) => {
    expect(quotedPerson(name, email)).toBe(want);
  });

  test("keeps a whole address of up to 254 characters, and the beginning of a long name", () => {
    expect(LONG_EMAIL.length).toBeLessThanOrEqual(254);
    expect(quotedPerson("x".repeat(5000), LONG_EMAIL)).toBe(`“${"x".repeat(80)}…” (${LONG_EMAIL})`);
  });
});

test.each([...'"“”„‟«»‹›″＂❝❞〝〞〟{}<>״〃🙶🙷⹂˶‶'])("a text cannot close its quotation marks with %s", (mark) => {
  expect(quoted(`a${mark} b`)).toBe("“a b”");
});

test.each(["’’", "''", "′′", "ʼʼ", "``"])("nor with %s, which looks like one mark", (marks) => {
  expect(quoted(`a${marks} b`)).toBe("“a' b”");
});

test.each(["\u2800", "\u3164", "\uFFA0", "\n", "\u2028", "\u202E", "\u200B", "\t", "\u00A0"])(
  "a text stays on one line, in one direction: %j",
  (char) => {
    expect(quoted(`a${char}b`)).toBe("“a b”");
  },
);
