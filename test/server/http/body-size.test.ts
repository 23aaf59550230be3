import { describe, expect, test } from "vitest";
import { findSizeProblem } from "../../../src/server/http/body-size.ts";

const TOO_DEEP = "The body is nested more than 64 levels deep: send flatter arguments.";
const TOO_MANY = "The body holds more than 10000 values: send less in one request.";

function problemOf(json: string): string | undefined {
  return findSizeProblem(Buffer.from(json));
}

describe("values are counted", () => {
  const list = (item: string, count: number) => `[${Array(count).fill(item).join(",")}]`;

  test.each([
    ["numbers", "1", 10_000],
    ["empty arrays", "[]", 10_000],
    ["empty objects with blanks", "{ \n}", 10_000],
    ["arrays of one value", "[ 1]", 5000],
    ["objects of one value", '{"a" : 1}', 5000],
    ["texts with marks of JSON", String.raw`"\",[{\\"`, 10_000],
    ["letters beyond ASCII", '"ü,€,😀"', 10_000],
  ])("in a list of %s", (_, item, max) => {
    expect(problemOf(list(item, max))).toBeUndefined();
    expect(problemOf(list(item, max + 1))).toBe(TOO_MANY);
  });
});

describe("levels are counted", () => {
  test.each([
    ["arrays", "[", "]"],
    ["objects", '{"a":', "}"],
  ])("in %s", (_, open, close) => {
    const nested = (levels: number) => `${open.repeat(levels)}1${close.repeat(levels)}`;
    expect(problemOf(nested(64))).toBeUndefined();
    expect(problemOf(nested(65))).toBe(TOO_DEEP);
  });

  test("but not in texts", () => {
    expect(problemOf(JSON.stringify("[{".repeat(100)))).toBeUndefined();
  });
});

test.each(["", '"never ends', String.raw`"ends in a backslash\"`])(
  "text that is not JSON is left to the parser: %j",
  (text) => {
    expect(problemOf(text)).toBeUndefined();
  },
);
