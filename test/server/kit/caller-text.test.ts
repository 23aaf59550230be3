import fc from "fast-check";
import { EncryptJWT } from "jose";
import { describe, expect, test } from "vitest";
import { clientOfRequest, SESSION_HEADER, sessionIdFor, toClientInfo } from "../../../src/server/call/client-info.ts";
import { readTraceParent } from "../../../src/server/call/trace-parent.ts";
import { callerText } from "../../../src/server/kit/caller-text.ts";

const KEY = "100001-VERYSECRETPARTOFAKEY";
/** Accepted as keys, although Digistore24 issues none like these. */
const ODD_KEY = 'ab/"cdefgh\\12';
const TOKEN = await new EncryptJWT({ key: KEY })
  .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
  .encrypt(Buffer.alloc(32, 7));
/** Node reads the bytes of a header as Latin-1. */
const inHeader = (text: string) => Buffer.from(text).toString("latin1");
const HEX_KEY = "0af7651916cd43dd8448eb211c80319c";

describe("a text from a caller", () => {
  test.each([
    { text: `agent ${KEY}`, key: KEY, shown: "agent [API key]" },
    { text: `agent ${KEY.toLowerCase()}`, key: KEY, shown: "agent [API key]" },
    { text: `${"x".repeat(60)}${KEY}`, key: KEY, shown: `${"x".repeat(60)}[API` },
    { text: `${KEY.slice(0, 9)}\u200b\u0007${KEY.slice(9)}`, key: KEY, shown: "[API key]" },
    { text: `a${ODD_KEY}b`, key: ODD_KEY, shown: "a[API key]b" },
    { text: "200002-ANOTHERKEY", key: KEY, shown: "[API key]" },
    { text: `v200002-${"a1".repeat(20)}`, key: KEY, shown: "v[API key]" },
    { text: `agent ${TOKEN}`, key: KEY, shown: "agent [token]" },
    { text: `${"x".repeat(60)}${TOKEN}`, key: KEY, shown: `${"x".repeat(60)}[tok` },
    { text: `${TOKEN.slice(0, 9)}\u200b${TOKEN.slice(9, 60)}\u0007${TOKEN.slice(60)}`, key: KEY, shown: "[token]" },
    { text: TOKEN.slice(0, 60), key: "", shown: "[token]" },
    { text: inHeader(`${KEY.slice(0, 9)}\u00ad${KEY.slice(9)}`), key: KEY, shown: "[API key]" },
    { text: inHeader(`200002-\u200b${"a1".repeat(20)}`), key: KEY, shown: "[API key]" },
    { text: inHeader(`${TOKEN.slice(0, 12)}\u00ad${TOKEN.slice(12)}`), key: KEY, shown: "[token]" },
    { text: inHeader("Müllers Agent"), key: KEY, shown: "Müllers Agent" },
    { text: "Müllers Agent â 1", key: KEY, shown: "Müllers Agent â 1" },
    { text: "claude-code 2.0.14-beta", key: KEY, shown: "claude-code 2.0.14-beta" },
    { text: `${"x".repeat(63)}\u{1F600}`, key: KEY, shown: "x".repeat(63) },
    { text: "a\ud800b\nc", key: KEY, shown: "abc" },
    { text: 7, key: KEY, shown: "" },
  ])("$text is shown as $shown", ({ text, key, shown }) => {
    expect(callerText(text, key)).toBe(shown);
  });

  test("never contains eight characters of the key, whatever is around it", () => {
    const around = fc.string({ maxLength: 80 });
    fc.assert(
      fc.property(around, around, (before, after) => {
        const shown = callerText(before + KEY + after, KEY);
        for (let at = 0; at + 8 <= KEY.length; at++) {
          expect(shown).not.toContain(KEY.slice(at, at + 8));
        }
      }),
    );
  });
});

describe("a client", () => {
  test.each([
    { agent: `${KEY}/1.0 (x)`, key: KEY, name: "[API key]", version: "1.0" },
    { agent: `agent/${KEY} (x)`, key: KEY, name: "agent", version: "[API key]" },
    { agent: `x-${KEY}-y/2 z`, key: KEY, name: "x-[API key]-y", version: "2" },
    { agent: `agent/${ODD_KEY}`, key: ODD_KEY, name: "agent", version: "[API key]" },
    { agent: `${ODD_KEY}/3`, key: ODD_KEY, name: "[API key]", version: "3" },
    { agent: `${TOKEN}/1.0 (x)`, key: KEY, name: "[token]", version: "1.0" },
    { agent: `agent/${TOKEN} (x)`, key: KEY, name: "agent", version: "[token]" },
    { agent: "python-httpx/0.28 more/1", key: KEY, name: "python-httpx", version: "0.28" },
  ])("that calls itself $agent is $name $version", ({ agent, key, name, version }) => {
    expect(clientOfRequest({ "user-agent": agent }, key)).toEqual({ name, version });
  });

  test("is recognised by a session id that hides its key, and a forged id is read in the same way", () => {
    const body = { method: "initialize", params: { clientInfo: { name: KEY, version: KEY } } };
    const id = sessionIdFor(body, KEY) ?? "";
    expect(Buffer.from(id, "base64url").toString("utf8")).toBe('["[API key]","[API key]"]');
    const forged = Buffer.from(JSON.stringify([KEY, KEY])).toString("base64url");
    const hidden = { name: "[API key]", version: "[API key]" };
    expect(clientOfRequest({ [SESSION_HEADER]: id }, KEY)).toEqual(hidden);
    expect(clientOfRequest({ [SESSION_HEADER]: forged }, KEY)).toEqual(hidden);
  });

  test.each([{}, undefined, null, "x", { name: "" }, { name: 7 }, { name: "\u0007" }])(
    "cannot be read from %j",
    (said) => {
      expect(toClientInfo(said, KEY)).toBeUndefined();
    },
  );
});

test("a trace id that equals the caller's key is ignored, and any other is kept", () => {
  const traceparent = `00-${HEX_KEY}-00f067aa0ba902b7-01`;
  expect(readTraceParent(traceparent, HEX_KEY)).toBeUndefined();
  expect(readTraceParent(traceparent, KEY)).toMatchObject({ traceId: HEX_KEY });
});
