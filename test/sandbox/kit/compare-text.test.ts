import { expect, test } from "vitest";
import { compareText } from "../../../src/sandbox/kit/compare-text.ts";

test.each([
  ["a", "b", -1],
  ["b", "a", 1],
  ["a", "a", 0],
  ["Z", "a", -1],
  ["z", "ä", -1],
  ["", "a", -1],
  ["", "", 0],
])("%j before %j: %i", (a, b, order) => {
  expect(compareText(a, b)).toBe(order);
});
