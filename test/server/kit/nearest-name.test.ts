import { describe, expect, test } from "vitest";
import { isNear, nearestName } from "../../../src/server/kit/nearest-name.ts";

describe("nearestName", () => {
  test.each([
    ["getProdukt", "getProduct"],
    ["x".repeat(64), "ping"],
    ["x".repeat(65), undefined],
    ["x".repeat(1_000_000), undefined],
  ])("finds the nearest candidate unless the name is too long (%#)", (name, nearest) => {
    expect(nearestName(name, ["ping", "getProduct"])).toBe(nearest);
  });

  test("finds nothing if there are no candidates", () => {
    expect(nearestName("ping", [])).toBeUndefined();
  });
});

test.each([
  ["pimg", "ping", true],
  ["PING", "ping", true],
  ["product", "ping", false],
  ["x".repeat(65), "x".repeat(64), false],
])("isNear compares without regard to case and refuses long names (%#)", (name, candidate, near) => {
  expect(isNear(name, candidate)).toBe(near);
});
