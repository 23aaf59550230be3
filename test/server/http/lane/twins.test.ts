import { expect, test } from "vitest";
import { compareAnswers } from "./twins.ts";

const MESSAGE = { jsonrpc: "2.0", id: 1, result: { content: [{ type: "text", text: "a" }] } };
const COMMON = { "x-request-id": "00000000-0000-4000-8000-000000000000", vary: "Origin" };
const ofLane = {
  answer: {
    status: 200,
    headers: { ...COMMON, "content-type": "application/json", "content-length": "99" },
    body: JSON.stringify(MESSAGE),
  },
  upstream: ["ping"],
};
const stream = (...messages: object[]) => ({
  status: 200,
  headers: {
    ...COMMON,
    "x-request-id": "11111111-1111-4111-8111-111111111111",
    "content-type": "text/event-stream",
    "cache-control": "no-cache, no-transform",
    "x-accel-buffering": "no",
    "transfer-encoding": "chunked",
  },
  body: messages.map((message) => `event: message\ndata: ${JSON.stringify(message)}\n\n`).join(""),
});
const ofHandler = { answer: stream(MESSAGE), upstream: ["ping"] };

test("one message as JSON and as an event stream are the same answer", () => {
  expect(compareAnswers("a", ofLane, ofHandler)).toEqual({ isByLane: true });
});

test.each([
  ["status", { ...ofHandler, answer: { ...ofHandler.answer, status: 400 } }],
  ["headers", { ...ofHandler, answer: { ...ofHandler.answer, headers: { ...ofHandler.answer.headers, vary: "" } } }],
  ["headers", { ...ofHandler, answer: { ...ofLane.answer, headers: { vary: "Origin" } } }],
  ["messages", { ...ofHandler, answer: stream(MESSAGE, MESSAGE) }],
  ["messages", { ...ofHandler, answer: stream({ ...MESSAGE, id: "1" }) }],
  ["messages", { ...ofHandler, answer: stream() }],
  ["upstream", { ...ofHandler, upstream: ["ping", "ping"] }],
])("a difference in the %s is found", (what, other) => {
  expect(compareAnswers("a", ofLane, other).difference).toEqual({
    request: "a",
    lane: expect.stringContaining(`${what}: `),
    handler: expect.stringContaining(`${what}: `),
  });
});

test("an event stream in place of JSON is found", () => {
  expect(compareAnswers("a", ofHandler, ofLane).difference).toBeDefined();
});
