import { expect, test } from "vitest";
import { isObject } from "../../../src/server/kit/is-object.ts";

test.each([
  [{}, true],
  [Object.create(null), true],
  [[], false],
  [null, false],
  [undefined, false],
  ["text", false],
])("%j is an object with members: %s", (value, expected) => {
  expect(isObject(value)).toBe(expected);
});
