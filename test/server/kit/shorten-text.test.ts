import fc from "fast-check";
import { expect, test } from "vitest";
import { isWellFormed, shortenText } from "../../../src/server/kit/shorten-text.ts";

const SEED = 20_261_128;

test("a text that fits is unchanged", () => {
  expect(shortenText("Müßiggang 😀", 12)).toBe("Müßiggang 😀");
});

test("a text that is too long ends in a mark", () => {
  expect(shortenText("abcdef", 3)).toBe("abc…");
  expect(shortenText("abcdef", 3, "")).toBe("abc");
});

test("a character that does not fit completely is left out", () => {
  expect(shortenText("ab😀c", 3)).toBe("ab…");
  expect(shortenText("ab😀c", 4)).toBe("ab😀…");
});

test("a lone surrogate in the text is replaced", () => {
  expect(shortenText("a\uD83D", 10)).toBe("a\uFFFD");
  expect(shortenText("\uDE00abc", 2)).toBe("\uFFFDa…");
});

test(`no text is cut inside a character (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.nat(20), (text, maxChars) => {
      const short = shortenText(text, maxChars, "");
      expect(short.length).toBeLessThanOrEqual(Math.max(maxChars, 0));
      expect(text.startsWith(short)).toBe(true);
      expect(isWellFormed(short)).toBe(true);
    }),
    { seed: SEED },
  );
});
