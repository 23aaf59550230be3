import { describe, expect, test } from "vitest";
import { type RpcError, servableMessages } from "../../../src/server/start/stdio-lines.ts";

const ping = (id: unknown) => ({ jsonrpc: "2.0", id, method: "ping" });
const NOTE = { jsonrpc: "2.0", method: "notifications/initialized" };

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) {
    yield bytes.subarray(at, at + size);
  }
}

async function read(input: string | Buffer, refusal?: RpcError, chunkBytes = 64 * 1024) {
  const answers: { id: string | number | null; error: RpcError }[] = [];
  const messages: unknown[] = [];
  const options = {
    answer: (id: string | number | null, error: RpcError) => void answers.push({ id, error }),
    refuse: async () => refusal,
  };
  for await (const line of servableMessages(inChunks(Buffer.from(input), chunkBytes), options)) {
    expect(line.endsWith("\n")).toBe(true);
    messages.push(JSON.parse(line));
  }
  return { messages, answers };
}

describe("a line that can be served is passed on", () => {
  test.each([1, 3, 1000])("in chunks of %d bytes, with Windows line ends and blank lines", async (size) => {
    const call = { ...ping("ü€😀"), params: { name: "Bücher" } };
    const input = `${JSON.stringify(call)}\r\n\n  \n${JSON.stringify(NOTE)}\n${JSON.stringify(ping(2))}`;
    expect(await read(input, undefined, size)).toEqual({ messages: [call, NOTE, ping(2)], answers: [] });
  });

  test.each([[[]], [null]])("with params %j, without them", async (params) => {
    const { messages } = await read(JSON.stringify({ ...ping(1), params }));
    expect(messages).toEqual([ping(1)]);
  });

  test("message by message if it is a batch", async () => {
    const { messages, answers } = await read(JSON.stringify([ping(1), NOTE, ping("b")]));
    expect({ messages, answers }).toEqual({ messages: [ping(1), NOTE, ping("b")], answers: [] });
  });
});

describe("every other line is answered", () => {
  const INVALID = 'The line is not a JSON-RPC message. Send {"jsonrpc":"2.0","id":…,"method":…,"params":{…}}.';
  const cases: [name: string, line: string | Buffer, id: unknown, code: number, message: string][] = [
    ["no JSON", "{", null, -32700, "The line is not JSON. Send one JSON-RPC message per line."],
    [
      "half of UTF-8",
      Buffer.from([0x22, 0xc3, 0x22]),
      null,
      -32700,
      "The line is not valid UTF-8. Send one JSON-RPC message per line.",
    ],
    ["a text", '"x"', null, -32600, INVALID],
    ["null", "null", null, -32600, INVALID],
    ["no version", '{"id":7,"method":"ping"}', 7, -32600, INVALID],
    ["an id that is none", '{"jsonrpc":"2.0","id":{},"method":"ping"}', null, -32600, INVALID],
    ["params that are text", '{"jsonrpc":"2.0","id":"a","method":"ping","params":"x"}', "a", -32600, INVALID],
    ["an empty batch", "[]", null, -32600, "The batch is empty: send at least one JSON-RPC message. Nothing was sent."],
    [
      "a batch with equal ids",
      JSON.stringify([ping(1), ping(1)]),
      null,
      -32600,
      "Two requests of the batch have the same id: give each one its own. Nothing was sent.",
    ],
    [
      "a line that is too long",
      `"${"x".repeat(10 * 1024 * 1024)}"`,
      null,
      -32600,
      "The line is larger than 10 MiB. Send less in one call.",
    ],
  ];

  test.each(cases)("%s", async (_, line, id, code, message) => {
    const bytes = Buffer.concat([Buffer.from(line), Buffer.from(`\n${JSON.stringify(ping(2))}\n`)]);
    expect(await read(bytes)).toEqual({ messages: [ping(2)], answers: [{ id, error: { code, message } }] });
  });

  test("but notifications are not", async () => {
    const note = JSON.stringify({ ...NOTE, params: "x" });
    expect(await read(note)).toEqual({ messages: [], answers: [] });
  });
});

test("while the key is refused, requests are answered with the reason and nothing is passed on", async () => {
  const error = { code: -32001, message: "refused" };
  const lines = [ping(1), NOTE, ping(2)].map((message) => JSON.stringify(message)).join("\n");
  expect(await read(lines, error)).toEqual({
    messages: [],
    answers: [
      { id: 1, error },
      { id: 2, error },
    ],
  });
});
