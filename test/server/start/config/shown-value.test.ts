import { expect, test } from "vitest";
import { shownValue } from "../../../../src/server/start/config/shown-value.ts";
import { describeUnknownNames } from "../../../../src/server/start/config/unknown-names.ts";

const HALF = /\\ud[89a-f]|\p{Surrogate}/iu;

test.each([99, 100])("a wrong value of %d characters and an emoji is not cut inside the emoji", (length) => {
  const shown = shownValue(`${"x".repeat(length)}😀`, false);
  expect(shown).toBe(`"${"x".repeat(length)}…"`);
  expect(shown).not.toMatch(HALF);
});

test("the name of an unknown variable is not cut inside the emoji either", () => {
  const name = "DIGISTORE24_".padEnd(63, "X");
  const [sentence = ""] = describeUnknownNames({ [`${name}😀`]: "1" }, ["DIGISTORE24_API_URL"], "DIGISTORE24_API_KEY");
  expect(sentence.startsWith(`${name} is not a variable`)).toBe(true);
  expect(sentence).not.toMatch(HALF);
});
