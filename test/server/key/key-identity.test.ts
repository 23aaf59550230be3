import { expect, test } from "vitest";
import { createKeyIdentifier } from "../../../src/server/key/key-identity.ts";

const identify = createKeyIdentifier();
const SECRET = "a secret of the operator";

test("a key is identified by its public number and a short hash", () => {
  expect(identify("100001-SECRETPART")).toMatchObject({
    number: "100001",
    hash: expect.stringMatching(/^[0-9a-f]{8}$/),
  });
});

test("a key has the same identity every time, and another key of the account has another", () => {
  expect(identify("100001-SECRETPART")).toEqual(identify("100001-SECRETPART"));
  expect(identify("100001-SECRETPART").fingerprint).not.toBe(identify("100001-OTHERPART").fingerprint);
});

test("the hashes of two runs differ unless both use the operator's secret", () => {
  const { fingerprint } = identify("100001-SECRETPART");
  expect(createKeyIdentifier()("100001-SECRETPART").fingerprint).not.toBe(fingerprint);
  const shared = createKeyIdentifier(SECRET)("100001-SECRETPART").fingerprint;
  expect(createKeyIdentifier(SECRET)("100001-SECRETPART").fingerprint).toBe(shared);
});

test.each(["SECRETPART", "12345678901234567890-SECRET", "SECRET-100001", "-SECRET", "100001"])(
  "nothing of %s is shown, because it has no public number",
  (key) => {
    const identity = identify(key);
    expect(identity).toMatchObject({ number: "?", hash: expect.stringMatching(/^[0-9a-f]{8}$/) });
    expect(JSON.stringify(identity)).not.toContain("SECRET");
  },
);
