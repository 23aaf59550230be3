import { describe, expect, test } from "vitest";
import { MAX_KEY_CHARS, readBearerKey, readKey } from "../../../src/server/key/api-key.ts";

const LONGEST = "k".repeat(MAX_KEY_CHARS);
const NO_KEYS = ["", "two words", "schlüssel", "tab\tinside", "line\nbreak", `${LONGEST}k`];

describe("a key that a person entered", () => {
  test.each(["100001-SECRET", "~!\"#'", LONGEST])("may be %s, with blanks around it", (key) => {
    expect(readKey(` ${key}\n`)).toEqual({ key });
  });

  test.each([...NO_KEYS, undefined, 7, ["k"]])("cannot be %j", (entered) => {
    expect(readKey(entered)).toEqual({ key: undefined });
  });
});

describe("a key in an Authorization header", () => {
  test.each(["Bearer", "bearer", "BEARER  "])("follows %s", (scheme) => {
    expect(readBearerKey(`${scheme} ${LONGEST}`)).toEqual({ key: LONGEST });
  });

  test.each([...NO_KEYS.map((text) => `Bearer ${text}`), "Basic k", "Bearerk", "k", undefined])(
    "is not found in %j",
    (header) => {
      expect(readBearerKey(header)).toEqual({ key: undefined });
    },
  );
});

const VARIABLE = "The key is a variable that was not replaced.";
const PLACEHOLDER = "The key is a placeholder.";
const BEARER = 'The key begins with "Bearer".';
const QUOTES = "The key is in quotes.";
const MISTAKES: [string, string][] = [
  [`\${AUTH_HEADER}`, VARIABLE],
  [`\${input:digistore24-key}`, VARIABLE],
  ["$DIGISTORE24_API_KEY", VARIABLE],
  ["%DIGISTORE24_API_KEY%", VARIABLE],
  ["{{ds24_key}}", VARIABLE],
  ["{api_key}", VARIABLE],
  [`'\${KEY}'`, VARIABLE],
  ["YOUR_DIGISTORE24_API_KEY", PLACEHOLDER],
  ["YOUR_READONLY_API_KEY", PLACEHOLDER],
  ["your-key-here", PLACEHOLDER],
  ["<key>", PLACEHOLDER],
  ["<your Digistore24 API key>", PLACEHOLDER],
  ["[key]", PLACEHOLDER],
  ["123456-XXXXXXXXXX", PLACEHOLDER],
  ["100001-...", PLACEHOLDER],
  ["xxxxxxxx", PLACEHOLDER],
  ["Bearer 100001-SECRETSECRET", BEARER],
  ["bearer 100001-SECRETSECRET", BEARER],
  ["Authorization: Bearer 100001-SECRETSECRET", BEARER],
  ['"100001-SECRETSECRET"', QUOTES],
  ["'100001-SECRETSECRET'", QUOTES],
  ["„100001-SECRETSECRET“", QUOTES],
];

describe("a mistake in the place of a key", () => {
  test.each(MISTAKES)("%s is named", (text, sentence) => {
    for (const read of [readKey(text), readBearerKey(`Bearer ${text}`)]) {
      expect(read.key).toBeUndefined();
      expect("mistake" in read && read.mistake).toContain(sentence);
      expect(JSON.stringify(read)).not.toContain("SECRETSECRET");
    }
  });

  test("is named if the whole header is a variable", () => {
    expect(readBearerKey(`\${AUTH_HEADER}`)).toMatchObject({
      key: undefined,
      mistake: expect.stringContaining(VARIABLE),
    });
  });

  test.each(["100001-ApIS3cretKeyKeyOfForty0Characters0000000xx", "1-xxy", "sandbox-$money"])(
    "is not seen in %s",
    (key) => {
      expect(readKey(key)).toEqual({ key });
    },
  );
});
