import { afterAll, beforeAll, expect, test } from "vitest";
import { type MockModel, startMockModel } from "./model/mock-model.ts";

let model: MockModel;
beforeAll(async () => {
  model = await startMockModel();
});
afterAll(() => model.close());

const PING = { tool: "ping", args: { a: 1 } };

async function post(path: string, body: object) {
  const response = await fetch(model.url + path, { method: "POST", body: JSON.stringify(body) });
  return { status: response.status, answer: await response.json() };
}

function chat(toolNames: readonly string[], ...messages: object[]) {
  return post("/v1/chat/completions", { messages, tools: toolNames.map((name) => ({ function: { name } })) });
}

test("it calls the tool under the name that the client has given it", async () => {
  let called: unknown;
  const view = await model.watch(PING, async () => {
    called = await chat(["shop_shipping", "shop_ping"]);
    await chat(["shop_shipping", "shop_ping"], { role: "tool", content: [{ type: "text", text: "pong" }] });
  });
  const tool_calls = [{ function: { name: "shop_ping", arguments: '{"a":1}' } }];
  expect(called).toMatchObject({ status: 200, answer: { choices: [{ message: { tool_calls } }] } });
  expect(view).toEqual({
    toolNames: ["shop_shipping", "shop_ping"],
    shown: { text: "pong", through: "Chat Completions" },
  });
});

test("a client that does not offer the tool has shown nothing", async () => {
  const seen = model.watch(PING, () => chat(["shop_shipping"]));
  await expect(seen).rejects.toThrow("No result of ping reached the model, which was asked /v1/chat/completions.");
});

test("a client that fails has shown nothing, and its error is the cause", async () => {
  const failure = new Error("no connection");
  const seen = model.watch(PING, () => Promise.reject(failure));
  await expect(seen).rejects.toMatchObject({ message: expect.stringContaining("asked nothing"), cause: failure });
});

test.each([
  ["/v1/embeddings", {}, "The mock model does not serve /v1/embeddings."],
  ["/v1/responses", { stream: true }, "The mock model does not stream /v1/responses."],
])("it refuses %s with %j", async (path, body, message) => {
  let refusal: unknown;
  const seen = model.watch(PING, async () => {
    refusal = await post(path, body);
  });
  await expect(seen).rejects.toThrow(`which was asked ${path}`);
  expect(refusal).toEqual({ status: 400, answer: { error: { message } } });
});
