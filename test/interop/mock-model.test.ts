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

test("it calls the tool by the name that the client has given it", async () => {
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

test("it refuses the address of an API that it does not know", async () => {
  let refusal: unknown;
  const seen = model.watch(PING, async () => {
    refusal = await post("/v1/embeddings", {});
  });
  await expect(seen).rejects.toThrow("which was asked /v1/embeddings");
  const message = "The mock model does not serve /v1/embeddings.";
  expect(refusal).toEqual({ status: 400, answer: { error: { message } } });
});

const GEMINI = "/v1beta/models/m:generateContent";
const DECLARED = [{ name: "shop_ping" }];

/** The answer to one request, as the events of a stream. */
async function eventsOf(path: string, body: object): Promise<readonly string[]> {
  let stream = "";
  const seen = model.watch(PING, async () => {
    const response = await fetch(model.url + path, { method: "POST", body: JSON.stringify(body) });
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    stream = await response.text();
  });
  await expect(seen).rejects.toThrow("No result of ping reached the model");
  return Array.from(stream.matchAll(/^data: (.+)$/gm), ([, data = ""]) => data);
}

test.each([
  { api: "Chat Completions", path: "/v1/chat/completions", tools: [{ function: { name: "shop_ping" } }] },
  { api: "Responses", path: "/v1/responses", tools: DECLARED },
  { api: "Messages", path: "/v1/messages", tools: DECLARED },
  {
    api: "the Gemini API",
    path: "/v1beta/models/m:streamGenerateContent",
    tools: [{ functionDeclarations: DECLARED }],
  },
])("it calls the tool in a stream of $api", async ({ path, tools }) => {
  const events = await eventsOf(path, { stream: true, messages: [], input: [], contents: [], tools });
  expect(events.join("\n")).toContain('"name":"shop_ping"');
  expect(events.join("\n")).toMatch(/\{\\?"a\\?":1\}/);
});

test("it names the namespace of the tool that it calls", async () => {
  const tools = [{ type: "exec" }, { type: "namespace", name: "mcp__shop__", tools: [{ name: "ping" }] }];
  const [, added = ""] = await eventsOf("/v1/responses", { stream: true, input: [], tools });
  expect(JSON.parse(added).item).toMatchObject({ type: "function_call", name: "ping", namespace: "mcp__shop__" });
});

test("it first searches for a tool of which it has only read the name", async () => {
  const tools = [{ name: "ToolSearch" }];
  const user = { role: "user", content: [{ type: "text", text: "Tools:\nmcp__shop__ping\nmcp__shop__list" }] };
  const search = {
    type: "tool_use",
    id: "toolu_search",
    name: "ToolSearch",
    input: { query: "select:mcp__shop__ping" },
  };
  const call = { type: "tool_use", id: "toolu_call", name: "mcp__shop__ping", input: { a: 1 } };
  const turns = [
    { role: "assistant", content: [search] },
    { role: "user", content: [{ type: "tool_result", tool_use_id: search.id, content: "found" }] },
    { role: "assistant", content: [call] },
    { role: "user", content: [{ type: "tool_result", tool_use_id: call.id, content: "pong" }] },
  ];
  const blocks: unknown[] = [];
  const view = await model.watch(PING, async () => {
    for (const count of [0, 2, 4]) {
      const { answer } = await post("/v1/messages", { tools, messages: [user, ...turns.slice(0, count)] });
      blocks.push(...(answer as { content: object[] }).content);
    }
  });
  expect(blocks).toEqual([search, call, { type: "text", text: "Done." }]);
  expect(view).toEqual({
    toolNames: ["ToolSearch", "mcp__shop__ping", "mcp__shop__list"],
    shown: { text: "pong", through: "Messages" },
  });
});

test.each([
  [{ output: "pong" }, "pong"],
  [{ output: "pong", error: "late" }, '{"output":"pong","error":"late"}'],
])("in the Gemini API, the response %j is read as %s", async (response, text) => {
  const tools = [{ functionDeclarations: DECLARED }];
  const view = await model.watch(PING, async () => {
    await post(GEMINI, { tools, contents: [] });
    await post(GEMINI, { tools, contents: [{ parts: [{ functionResponse: { response } }] }] });
  });
  expect(view.shown).toEqual({ text, through: "Gemini API" });
});
