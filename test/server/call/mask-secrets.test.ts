import fc from "fast-check";
import { expect, test } from "vitest";
import { maskSecrets, mayHoldSecret } from "../../../src/server/call/mask-secrets.ts";

test.each([
  { name: "a key", given: { api_key: "1-AB" }, want: { api_key: "[hidden]" } },
  {
    name: "a passphrase deep inside",
    given: { a: [{ sha_passphrase: "x" }] },
    want: { a: [{ sha_passphrase: "[hidden]" }] },
  },
  { name: "a one-time key", given: { thankyou_page_key: "x", id: 1 }, want: { thankyou_page_key: "[hidden]", id: 1 } },
  { name: "a secret that is not text", given: { testpay_key: { v: 1 } }, want: { testpay_key: "[hidden]" } },
  {
    name: "nothing if there is nothing to hide",
    given: { api_key: "", sha_passphrase: null },
    want: { api_key: "", sha_passphrase: null },
  },
  {
    name: "the test payment key in a link",
    given: { orderform_preview_url: "https://example.com/p/1?a=1&testpay=SECRET&b=2#c" },
    want: { orderform_preview_url: "https://example.com/p/1?a=1&testpay=[hidden]&b=2#c" },
  },
  { name: "a bare list", given: [{ api_key: "x" }], want: [{ api_key: "[hidden]" }] },
])("hides $name", ({ given, want }) => {
  expect(maskSecrets(given)).toEqual(want);
});

test("leaves everything else unchanged", () => {
  const data = { id: 1, name: "api_key", none: null, flags: ["Y"], inner: { a: 1.5 } };
  expect(maskSecrets(data)).toEqual(data);
});

const NAME = fc.oneof(fc.constantFrom("api_key", "testpay_key", "API_KEY", "url", "__proto__"), fc.string());
const TEXT = fc.oneof(
  fc.constantFrom("https://example.com/?testpay=SECRET", "?a=1&TestPay_x=SECRET", 'say "api_key":', "", null),
  fc.string(),
);

test("finds a trace of a secret in the JSON of every answer that has one", () => {
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ maxDepth: 4 }, TEXT, fc.array(tie("tree")), fc.dictionary(NAME, tie("tree"))),
  }));
  let secrets = 0;
  fc.assert(
    fc.property(tree, (value) => {
      const json = JSON.stringify(value);
      const holdsSecret = JSON.stringify(maskSecrets(value)) !== json;
      secrets += Number(holdsSecret);
      expect(mayHoldSecret(json) || !holdsSecret).toBe(true);
    }),
  );
  // The property would also hold if no answer had a secret.
  expect(secrets).toBeGreaterThan(10);
});
