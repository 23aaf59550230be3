import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { HOSTILE_BODIES, message, nested, voucher } from "../../support/hostile-bodies.ts";
import { openTestApp } from "../../support/test-app.ts";
import { useUpstream } from "../../support/upstream.ts";

const MAX_LOG_LINES = 20;
const MAX_MESSAGES = 20;
const upstream = useUpstream();
const lines: string[] = [];
const stream = { write: (line: string) => void lines.push(line) };
const { app, post, rpc } = openTestApp({}, { logger: { level: "debug", stream } });
afterAll(() => app.close());
beforeEach(() => {
  lines.length = 0;
});

describe("a body of 1 MiB", () => {
  test.each(HOSTILE_BODIES)(
    "that is $shape sends nothing and leaves few lines in the log",
    async ({ body, status = 200 }) => {
      const answer = await post(body);
      expect(answer.status).toBe(status);
      expect(upstream.requests).toEqual([]);
      expect(lines.length).toBeLessThanOrEqual(MAX_LOG_LINES);
      expect(lines.join("").length).toBeLessThan(20_000);
    },
  );
});

describe("a body with many argument names", () => {
  const AROUND_THE_NAMES = 6;
  const MAX_NAMES = 10_000 - AROUND_THE_NAMES;
  const named = (count: number) =>
    JSON.stringify(
      message(1, "tools/call", {
        name: "ping",
        arguments: Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, ',[{"\\'])),
      }),
    );

  async function postAndCountParsing(body: string) {
    const parse = vi.spyOn(JSON, "parse");
    try {
      const { status, body: answer } = await post(body);
      return { status, answer, parsings: parse.mock.calls.filter(([text]) => text === body).length };
    } finally {
      parse.mockRestore();
    }
  }

  test("is parsed if it contains the maximum number of values", async () => {
    const { status, parsings } = await postAndCountParsing(named(MAX_NAMES));
    expect(status).toBe(200);
    expect(parsings).toBe(1);
  });

  test("is refused without being parsed if it contains one more", async () => {
    const { status, answer, parsings } = await postAndCountParsing(named(MAX_NAMES + 1));
    expect(status).toBe(400);
    expect(JSON.parse(answer).error).toEqual({
      code: -32600,
      message: "The body holds more than 10000 values: send less in one request. Nothing was sent.",
    });
    expect(parsings).toBe(0);
  });
});

describe("a batch", () => {
  const batch = (count: number) => JSON.stringify(Array.from({ length: count }, (_, id) => voucher(id)));

  test.each([
    ["is empty", "[]", "The batch is empty: send at least one JSON-RPC message. Nothing was sent."],
    [
      "is too long",
      batch(MAX_MESSAGES + 1),
      "The batch has 21 messages: send at most 20 in one request. Nothing was sent.",
    ],
    [
      "holds a number",
      JSON.stringify([voucher(1), 1]),
      "Message 2 of the batch is not an object: send JSON-RPC messages. Nothing was sent.",
    ],
    ["holds null", "[null]", "Message 1 of the batch is not an object: send JSON-RPC messages. Nothing was sent."],
    [
      "holds a batch",
      `[${batch(1)}]`,
      "Message 1 of the batch is not an object: send JSON-RPC messages. Nothing was sent.",
    ],
    [
      "has equal ids",
      JSON.stringify(Array(10).fill(voucher(7))),
      "Two requests of the batch have the same id: give each one its own. Nothing was sent.",
    ],
    [
      "is too deep",
      `[${JSON.stringify(voucher(1))},${nested(64)}]`,
      "The body is nested more than 64 levels deep: send flatter arguments. Nothing was sent.",
    ],
  ])("that %s is refused before its first message runs", async (_, body, sentence) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toEqual({ jsonrpc: "2.0", error: { code: -32600, message: sentence }, id: null });
    expect(upstream.requests).toEqual([]);
  });

  test("of the maximum number of messages is served", async () => {
    const { status, messages } = await post(batch(MAX_MESSAGES));
    expect(status).toBe(200);
    expect(messages).toHaveLength(MAX_MESSAGES);
    expect(upstream.requests).toHaveLength(MAX_MESSAGES);
    expect(lines.length).toBeLessThanOrEqual(MAX_LOG_LINES);
  });

  test("may contain the same notification twice, because it has no id", async () => {
    const note = { jsonrpc: "2.0", method: "notifications/initialized" };
    const { status, messages } = await post(JSON.stringify([note, note, message(1, "ping"), message("1", "ping")]));
    expect(status).toBe(200);
    expect(messages.map(({ id }) => id).sort()).toEqual([1, "1"]);
  });
});

describe("an unknown name", () => {
  test("similar to a tool's name is answered with that name", async () => {
    const { error } = await rpc("tools/call", { name: "pong" });
    expect(error?.message).toBe('There is no tool "pong" here. The nearest is ping; tools/list names all tools.');
  });

  test("too long to be a typing error gets no suggestion", async () => {
    const { error } = await rpc("tools/call", { name: "x".repeat(65) });
    expect(error?.message).toBe(`There is no tool "${"x".repeat(64)}" here. tools/list names all tools.`);
    const read = await rpc("resources/read", { uri: `digistore24://reference/${"x".repeat(65)}` });
    expect(read.error?.message).toBe("No function of that name is served here.");
  });
});
