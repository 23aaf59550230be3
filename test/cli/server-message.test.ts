import { expect, test } from "vitest";
import { hostAdvice, readAnswer, serverMessage } from "../../src/cli/server-message.ts";

const KEY = `100001-${"A1b2".repeat(10)}`;
const withMessage = (message: unknown) => readAnswer(JSON.stringify({ jsonrpc: "2.0", error: { message }, id: null }));

test.each([
  { answer: withMessage("It is closed."), message: "It is closed." },
  { answer: readAnswer('event: message\ndata: {"error":"It is closed."}\n\n'), message: "It is closed." },
  { answer: withMessage("ok\nPROBLEM: \u001b[31mred"), message: "okPROBLEM: [31mred" },
  { answer: withMessage(7), message: undefined },
  { answer: readAnswer('{"result":{}}'), message: undefined },
  { answer: readAnswer("<html>"), message: undefined },
])("The message of a server is its sentence on one line: $message", ({ answer, message }) => {
  expect(serverMessage(answer)).toBe(message);
});

test("A message that is long or has a key in it is shortened, and no part of the key remains", () => {
  const own = "own-words-as-a-key";
  const message = serverMessage(withMessage(`${own} and ${"x".repeat(240)} ${KEY} ${"y".repeat(300)}`), own);
  expect(message).toMatch(/^\[API key\] and x{240} \[API key\] y+…$/);
  expect(message).toHaveLength(301);
});

test.each([
  { message: 'The Host header names "upstream", which this server does not serve.', isAboutHost: true },
  { message: 'The Origin header names "example.com", which this server does not serve.', isAboutHost: false },
  { message: undefined, isAboutHost: false },
])("Advice about Host is given for $message: $isAboutHost", ({ message, isAboutHost }) => {
  expect(hostAdvice(message) !== undefined).toBe(isAboutHost);
});
