import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { KEY, openTestApp } from "../../support/test-app.ts";
import { useUpstream } from "../../support/upstream.ts";

const upstream = useUpstream();
const { app } = openTestApp();
afterAll(() => app.close());

const CREATE = JSON.stringify({
  jsonrpc: "2.0",
  id: 1,
  method: "tools/call",
  params: { name: "PostCreatevoucher", arguments: { data: { code: "Bücher" } } },
});

async function post(payload: Buffer, headers: Record<string, string> = {}) {
  const { statusCode, body } = await app.inject({
    method: "POST",
    url: "/mcp",
    headers: {
      authorization: `Bearer ${KEY}`,
      accept: "application/json, text/event-stream",
      "content-type": "application/json",
      ...headers,
    },
    payload,
  });
  return { status: statusCode, body };
}

describe("a body that cannot be read without changing it is refused", () => {
  test("bytes that are not UTF-8, with 400", async () => {
    const { status, body } = await post(Buffer.from(CREATE, "latin1"));
    expect(status).toBe(400);
    expect(JSON.parse(body)).toEqual({
      jsonrpc: "2.0",
      error: { code: -32700, message: "The body is not valid UTF-8. Send the JSON encoded as UTF-8." },
      id: null,
    });
    expect(upstream.requests).toEqual([]);
  });

  test("half a surrogate pair as bytes, with 400", async () => {
    const [before = "", after = ""] = CREATE.split("ü");
    const { status } = await post(
      Buffer.concat([Buffer.from(before), Buffer.from([0xed, 0xa0, 0xbd]), Buffer.from(after)]),
    );
    expect(status).toBe(400);
    expect(upstream.requests).toEqual([]);
  });

  test.each(["iso-8859-1", '"windows-1252"', "utf-16", ""])("charset=%s, with 415", async (charset) => {
    const { status, body } = await post(Buffer.from(CREATE), {
      "content-type": `application/json; charset=${charset}`,
    });
    expect(status).toBe(415);
    expect(body).toContain(`The body has the charset ${charset.replaceAll('"', "")}.`);
    expect(upstream.requests).toEqual([]);
  });

  test.each(["gzip", "br", "GZIP", "identity, gzip"])("Content-Encoding %s, with 415", async (coding) => {
    const { status, body } = await post(gzipSync(CREATE), { "content-encoding": coding });
    expect(status).toBe(415);
    expect(JSON.parse(body).error).toEqual({
      code: -32600,
      message: `The body is compressed (Content-Encoding: ${coding}). Send it uncompressed, without that header.`,
    });
    expect(upstream.requests).toEqual([]);
  });
});

describe("a key in place of an encoding is not repeated, not even its beginning", () => {
  test.each([
    ["content-type", "application/json; charset="],
    ["content-encoding", ""],
  ])("%s", async (name, before) => {
    for (const key of [KEY, "OddKeyWithoutAnyNumber"]) {
      for (const charsBefore of [0, 25, 32]) {
        const { status, body } = await post(Buffer.from(CREATE), {
          authorization: `Bearer ${key}`,
          [name]: `${before}${"x".repeat(charsBefore)}${key}`,
        });
        expect(status).toBe(415);
        expect(body.toLowerCase()).not.toContain(key.slice(0, 8).toLowerCase());
      }
    }
  });
});

describe("a body in UTF-8 is accepted", () => {
  test.each([
    "application/json",
    "application/json; charset=utf-8",
    'application/json;charset="UTF-8"',
    "application/json; charset=utf8",
  ])("as %s", async (type) => {
    expect((await post(Buffer.from(CREATE), { "content-type": type })).status).toBe(200);
    expect(upstream.requests.map(({ form }) => form)).toEqual([{ data: { code: "Bücher" } }]);
  });

  test("with a coding that changes nothing", async () => {
    expect((await post(Buffer.from(CREATE), { "content-encoding": "identity" })).status).toBe(200);
  });
});
