import { expect, test } from "vitest";
import { createKeyIdentity } from "../../src/server/key-identity.ts";

const keys = createKeyIdentity();
const SECRET = "a secret of the operator";

test("a key is known by its public number and a short hash", () => {
  expect(keys.describe("100001-SECRETPART")).toEqual({
    number: "100001",
    hash: expect.stringMatching(/^[0-9a-f]{8}$/),
  });
});

test("the same key is the same, another of the same account is not", () => {
  expect(keys.describe("100001-SECRETPART")).toEqual(keys.describe("100001-SECRETPART"));
  expect(keys.fingerprint("100001-SECRETPART")).not.toBe(keys.fingerprint("100001-OTHERPART"));
});

test("hashes of two runs differ, unless the operator gives both the same secret", () => {
  const fingerprint = keys.fingerprint("100001-SECRETPART");
  expect(createKeyIdentity().fingerprint("100001-SECRETPART")).not.toBe(fingerprint);
  const shared = createKeyIdentity(SECRET).fingerprint("100001-SECRETPART");
  expect(createKeyIdentity(SECRET).fingerprint("100001-SECRETPART")).toBe(shared);
});

test.each(["SECRETPART", "12345678901234567890-SECRET", "SECRET-100001", "-SECRET", "100001"])(
  "nothing of %s shows, which has no public number",
  (key) => {
    expect(keys.describe(key)).toEqual({ number: "?", hash: expect.stringMatching(/^[0-9a-f]{8}$/) });
  },
);
