import { describe, expect, test } from "vitest";
import { MAX_KEY_CHARS, readBearerKey, readKey } from "../../../src/server/key/api-key.ts";

const LONGEST = "k".repeat(MAX_KEY_CHARS);
const NO_KEYS = ["", "two words", "schlüssel", "tab\tinside", "line\nbreak", `${LONGEST}k`];

describe("a key that a person entered", () => {
  test.each(["100001-SECRET", "~!\"#'", LONGEST])("may be %s, with blanks around it", (key) => {
    expect(readKey(` ${key}\n`)).toBe(key);
  });

  test.each([...NO_KEYS, undefined, 7, ["k"]])("cannot be %j", (entered) => {
    expect(readKey(entered)).toBeUndefined();
  });
});

describe("a key in an Authorization header", () => {
  test.each(["Bearer", "bearer", "BEARER  "])("follows %s", (scheme) => {
    expect(readBearerKey(`${scheme} ${LONGEST}`)).toBe(LONGEST);
  });

  test.each([...NO_KEYS.map((text) => `Bearer ${text}`), "Basic k", "Bearerk", "k", undefined])(
    "is not found in %j",
    (header) => {
      expect(readBearerKey(header)).toBeUndefined();
    },
  );
});
