import { describe, expect, test } from "vitest";
import { isNear, nearestName } from "../../../src/server/kit/nearest-name.ts";

describe("nearestName", () => {
  test.each([
    ["getProdukt", "getProduct"],
    ["x".repeat(64), "ping"],
    ["x".repeat(65), undefined],
    ["x".repeat(1_000_000), undefined],
  ])("finds the nearest of a name that is not too long (%#)", (name, nearest) => {
    expect(nearestName(name, ["ping", "getProduct"])).toBe(nearest);
  });

  test("finds nothing among no names", () => {
    expect(nearestName("ping", [])).toBeUndefined();
  });
});

test.each([
  ["pimg", "ping", true],
  ["PING", "ping", true],
  ["product", "ping", false],
  ["x".repeat(65), "x".repeat(64), false],
])("isNear (%#)", (name, candidate, near) => {
  expect(isNear(name, candidate)).toBe(near);
});
