import { EncryptJWT } from "jose";
import { describe, expect, test } from "vitest";
import { hideKey, hideKeyLike, hideKeys } from "../../../src/server/kit/hide-key.ts";

const KEY = "100001-VERYSECRETPARTOFAKEY";
const TOKEN = await new EncryptJWT({ key: KEY })
  .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
  .encrypt(Buffer.alloc(32, 7));
const [HEADER = "", , NONCE = "", SEALED = "", TAG = ""] = TOKEN.split(".");

const HIDING = {
  hideKey: (text: string) => hideKey(text, KEY),
  "hideKey of a short key": (text: string) => hideKey(text, "x"),
  hideKeys,
  hideKeyLike,
};

describe.each(Object.entries(HIDING))("%s", (_, hide) => {
  test.each([
    { text: TOKEN, shown: "[token]" },
    { text: `Bearer ${TOKEN}`, shown: "Bearer [token]" },
    { text: `/authorize?client_id=${TOKEN}&code=${TOKEN}#x`, shown: "/authorize?client_id=[token]&code=[token]#x" },
    { text: `x${TOKEN}. Send another.`, shown: "x[token]. Send another." },
    { text: JSON.stringify({ [TOKEN]: [TOKEN] }), shown: '{"[token]":["[token]"]}' },
    { text: TOKEN.toLowerCase(), shown: "[token]" },
  ])("hides a sealed token in $text", ({ text, shown }) => {
    expect(hide(text)).toBe(shown);
  });

  test("hides a token that was cut anywhere", () => {
    for (let length = HEADER.length + 2; length < TOKEN.length; length++) {
      expect(hide(`${TOKEN.slice(0, length)}…`)).toBe("[token]…");
    }
  });

  test("hides a token with text in it that looks like a key", () => {
    const likeKey = `200002-${"A1".repeat(20)}`;
    for (const [at, part] of [NONCE, SEALED, TAG].entries()) {
      const parts = [HEADER, "", NONCE, SEALED, TAG];
      parts[at + 2] = part + likeKey + part;
      expect(hide(parts.join("."))).toBe("[token]");
    }
  });

  test.each([
    "eyJ..",
    "Hey Jude..",
    "a..b.c.d",
    "eyJhbGciOiJIUzI1NiJ9",
    HEADER,
    "2026-BLACKFRI",
    "https://shop.example/eyJ.html",
  ])("leaves %s as it is", (text) => {
    expect(hide(text)).toBe(text);
  });
});

test.each([
  { spelling: "as it is", text: KEY },
  { spelling: "in lower case", text: KEY.toLowerCase() },
  { spelling: "in JSON", key: '100001-"\\/"', text: '100001-\\"\\\\/\\"' },
  { spelling: "in JSON of PHP", key: '100001-"\\/"', text: '100001-\\"\\\\\\/\\"' },
])("hides a key that is the whole text, $spelling", ({ key = KEY, text }) => {
  expect(hideKey(text, key)).toBe("[API key]");
});

test("leaves a text that is shorter than the key", () => {
  expect(hideKey(KEY.slice(0, -1), KEY)).toBe(KEY.slice(0, -1));
});

test("a long text that is like the beginning of many tokens is searched in linear time", () => {
  const text = "eyJ".repeat(350_000);
  expect(hideKeyLike(text)).toBe(text);
});
