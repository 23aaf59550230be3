import { type Dialect, type ModelRequest, textOf } from "./dialect.ts";

/** OpenAI's newer API. */
export const responses: Dialect = {
  title: "Responses",
  path: /\/responses$/,
  toolNames: ({ tools = [] }) => tools.flatMap(functionsIn).map(({ name }: ModelRequest) => name),
  resultOf({ input }) {
    const result = input.findLast(({ type }: ModelRequest) => type === "function_call_output");
    return result && textOf(result.output);
  },
  callOf: (name, args, { tools }) =>
    responseOf({
      ...tools.flatMap(functionsIn).find((tool: ModelRequest) => tool.name === name),
      type: "function_call",
      id: "fc_1",
      call_id: "call_1",
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
  eventsOf: (response: ModelRequest) => [
    { type: "response.created", response: { ...response, status: "in_progress", output: [] } },
    { type: "response.output_item.added", output_index: 0, item: response.output[0] },
    { type: "response.output_item.done", output_index: 0, item: response.output[0] },
    { type: "response.completed", response },
  ],
};

interface CallableFunction {
  readonly name: string;
  readonly namespace?: string;
}

/** Codex puts the functions of a server into a namespace, which a call has to name; built-in tools have no name. */
function functionsIn({ type, name, tools }: ModelRequest): readonly CallableFunction[] {
  if (type === "namespace") {
    return tools.map((tool: ModelRequest) => ({ name: tool.name, namespace: name }));
  }
  return name === undefined ? [] : [{ name }];
}

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
