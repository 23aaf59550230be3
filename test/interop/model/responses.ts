import { type Dialect, type ModelRequest, textOf } from "./dialect.ts";

/** OpenAI's newer API. */
export const responses: Dialect = {
  title: "Responses",
  path: /\/responses$/,
  toolNames: ({ tools = [] }) => tools.map(({ name }: ModelRequest) => name),
  resultOf({ input }) {
    const result = input.findLast(({ type }: ModelRequest) => type === "function_call_output");
    return result && textOf(result.output);
  },
  callOf: (name, args) =>
    responseOf({
      type: "function_call",
      id: "fc_1",
      call_id: "call_1",
      name,
      arguments: JSON.stringify(args),
      status: "completed",
    }),
  endOf: (text) =>
    responseOf({
      type: "message",
      id: "msg_1",
      role: "assistant",
      status: "completed",
      content: [{ type: "output_text", text, annotations: [] }],
    }),
};

function responseOf(item: object): object {
  return {
    id: "resp_1",
    object: "response",
    created_at: 0,
    model: "mock",
    status: "completed",
    output: [item],
    usage: { input_tokens: 1, output_tokens: 1, total_tokens: 2 },
  };
}
