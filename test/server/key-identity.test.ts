import { expect, test } from "vitest";
import { keyIdentity } from "../../src/server/key-identity.ts";

test("a key is known by its public number and a short hash", () => {
  expect(keyIdentity("100001-SECRETPART")).toMatch(/^100001#[0-9a-f]{8}$/);
});

test("the same key is the same, another of the same account is not", () => {
  expect(keyIdentity("100001-SECRETPART")).toBe(keyIdentity("100001-SECRETPART"));
  expect(keyIdentity("100001-SECRETPART")).not.toBe(keyIdentity("100001-OTHERPART"));
});

test.each(["SECRETPART", "12345678901234567890-SECRET", "SECRET-100001", "-SECRET", "100001"])(
  "nothing of %s shows, which has no public number",
  (key) => {
    expect(keyIdentity(key)).toMatch(/^\?#[0-9a-f]{8}$/);
  },
);
