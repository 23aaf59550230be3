import { type Dialect, type ModelRequest, textOf } from "./dialect.ts";

/** OpenAI's older API, which most libraries can talk to. */
export const chatCompletions: Dialect = {
  title: "Chat Completions",
  path: /\/chat\/completions$/,
  toolNames: ({ tools = [] }) => tools.map((tool: ModelRequest) => tool.function.name),
  resultOf({ messages }) {
    const result = messages.findLast(({ role }: ModelRequest) => role === "tool");
    return result && textOf(result.content);
  },
  callOf(name, args) {
    const call = { id: "call_1", type: "function", function: { name, arguments: JSON.stringify(args) } };
    return completionOf({ role: "assistant", content: null, tool_calls: [call] }, "tool_calls");
  },
  endOf: (text) => completionOf({ role: "assistant", content: text }, "stop"),
  eventsOf,
};

function completionOf(message: object, reason: string): object {
  return {
    id: "completion_1",
    object: "chat.completion",
    created: 0,
    model: "mock",
    choices: [{ index: 0, message, finish_reason: reason }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  };
}

function eventsOf({ choices, usage, ...head }: ModelRequest): readonly (object | "[DONE]")[] {
  const [{ message, finish_reason }] = choices;
  const tool_calls = message.tool_calls?.map((call: object, index: number) => ({ index, ...call }));
  const chunk = { ...head, object: "chat.completion.chunk" };
  return [
    { ...chunk, choices: [{ index: 0, delta: { ...message, tool_calls }, finish_reason: null }] },
    { ...chunk, choices: [{ index: 0, delta: {}, finish_reason }], usage },
    "[DONE]",
  ];
}
