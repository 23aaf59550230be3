import { afterAll, describe, expect, test } from "vitest";
import { openTestApp } from "../../support/test-app.ts";
import { refusal, useUpstream } from "../../support/upstream.ts";

const upstream = useUpstream();
const { app, callTool } = openTestApp();
afterAll(() => app.close());

/** The second only counts as a key because the caller sent it as one. JSON writes it in another way. */
const KEYS = ["100001-VERYSECRETPARTOFAKEY", 'Odd"Key\\Without/AnyNumber'];
/** The first eight characters of a key are the account number and at most one more. */
const HIDDEN_FROM = 8;
/** Longer than any text of an error may be. */
const MAX_CHARS_BEFORE = 100;

function startsIn(text: string, key: string): boolean {
  const written = [key, JSON.stringify(key).slice(1, -1)];
  return written.some((spelling) => text.includes(spelling.slice(0, HIDDEN_FROM)));
}

describe("a key that a caller sends as an argument is not repeated, wherever the text is cut", () => {
  test.each([
    { where: "a value", args: (text: string) => ({ product_id: text }) },
    { where: "a name", args: (text: string) => ({ product_id: 1, [text]: 1 }) },
    { where: "a name with half a character", args: (text: string) => ({ product_id: 1, [text]: "\ud800" }) },
  ])("$where", async ({ args }) => {
    for (const key of KEYS) {
      for (let charsBefore = 0; charsBefore < MAX_CHARS_BEFORE; charsBefore++) {
        const { isError, text } = await callTool("GetGetproduct", args("x".repeat(charsBefore) + key), key);
        expect(isError).toBe(true);
        expect(startsIn(text, key), text).toBe(false);
      }
    }
    expect(upstream.requests).toEqual([]);
  });
});

test("a key that the API's message repeats is hidden before the message is cut", async () => {
  const [key = ""] = KEYS;
  for (const charsBefore of [0, 470, 480, 490, 495]) {
    upstream.answer(() => refusal(99, "y".repeat(charsBefore) + key));
    const { isError, text } = await callTool("ping", {}, key);
    expect(isError).toBe(true);
    expect(startsIn(text, key), text).toBe(false);
  }
});
