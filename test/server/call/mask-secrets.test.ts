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
  {
    name: "a key in JSON text",
    given: { config: '{"api_key":"1-AB","a":[{"testpay_key":{"v":1}}]}' },
    want: { config: '{"api_key":"[hidden]","a":[{"testpay_key":"[hidden]"}]}' },
  },
  {
    name: "a key in a list of JSON text after blanks",
    given: ['\ufeff \n[{"sha_passphrase": "x"}]'],
    want: ['[{"sha_passphrase":"[hidden]"}]'],
  },
  {
    name: "a key whose name is escaped in JSON text",
    given: { config: '{"\\u0061pi\\u005Fkey":"1-AB"}' },
    want: { config: '{"api_key":"[hidden]"}' },
  },
  {
    name: "a key in JSON text inside JSON text",
    given: { config: JSON.stringify({ inner: JSON.stringify({ api_key: "1-AB" }) }) },
    want: { config: JSON.stringify({ inner: JSON.stringify({ api_key: "[hidden]" }) }) },
  },
  {
    name: "the first of two keys in JSON text",
    given: { config: '{"api_key":"1-AB","api_key":""}' },
    want: { config: '{"api_key":""}' },
  },
  {
    name: "the test payment key in a link of JSON text, up to its quote",
    given: { config: String.raw`{"html":"<a href=\"?a=1\u0026testpay=SECRET\">"}` },
    want: { config: String.raw`{"html":"<a href=\"?a=1&testpay=[hidden]\">"}` },
  },
  {
    name: "the test payment key in text that only begins like JSON",
    given: "[link] ?testpay=SECRET {",
    want: "[link] ?testpay=[hidden] {",
  },
  {
    name: "JSON text that is nested too deeply to be searched",
    given: `${"[".repeat(50_000)}{"api_key":"1-AB"}${"]".repeat(50_000)}`,
    want: "[hidden]",
  },
])("hides $name", ({ given, want }) => {
  expect(maskSecrets(given)).toEqual(want);
});

test("leaves everything else unchanged", () => {
  const data = { id: 1, name: "api_key", none: null, flags: ["Y"], inner: { a: 1.5 } };
  expect(maskSecrets(data)).toEqual(data);
});

test("leaves JSON text without a trace of a secret as it is written", () => {
  const data = { config: '{ "id": 12345678901234567890, "city": "M\\u00fcnchen" }', note: "{api_key}" };
  expect(maskSecrets(data)).toEqual(data);
  expect(mayHoldSecret(JSON.stringify(data.config))).toBe(false);
});

const NAME = fc.oneof(fc.constantFrom("api_key", "testpay_key", "API_KEY", "url", "__proto__"), fc.string());
const TEXT = fc.oneof(
  fc.constantFrom("https://example.com/?testpay=SECRET", "?a=1&TestPay_x=SECRET", 'say "api_key":', "", null),
  fc.string(),
);

test("finds a trace of a secret in the JSON of every answer that has one", () => {
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      TEXT,
      fc.array(tie("tree")),
      fc.dictionary(NAME, tie("tree")),
      tie("tree").map((inner) => JSON.stringify(inner)),
      tie("tree").map((inner) => JSON.stringify(inner).replaceAll('"api_key"', String.raw`"\u0061pi_key"`)),
    ),
  }));
  let secrets = 0;
  let escaped = 0;
  fc.assert(
    fc.property(tree, (value) => {
      const json = JSON.stringify(value);
      const holdsSecret = JSON.stringify(maskSecrets(value)) !== json;
      secrets += Number(holdsSecret);
      escaped += Number(holdsSecret && json.includes(String.raw`\u0061`));
      expect(mayHoldSecret(json) || !holdsSecret).toBe(true);
    }),
  );
  // The property would also hold if no answer had a secret.
  expect(secrets).toBeGreaterThan(10);
  expect(escaped).toBeGreaterThan(0);
});
