import { type Dialect, type ModelRequest, textOf } from "./dialect.ts";

/** The tool of Claude Code that shows the model the tools of which it has only read the names. */
const SEARCH = "ToolSearch";

/** Anthropic's API. */
export const messages: Dialect = {
  title: "Messages",
  path: /\/v1\/messages$/,
  toolNames: (request) => [
    ...(request.tools ?? []).map(({ name }: ModelRequest) => name),
    ...(isSearchable(request) ? deferredNames(request) : []),
  ],
  resultOf(request) {
    const searches = blocksOf(request, "tool_use").filter(({ name }) => name === SEARCH);
    const isOfSearch = ({ tool_use_id }: ModelRequest) => searches.some(({ id }) => id === tool_use_id);
    const result = blocksOf(request, "tool_result").findLast((block) => !isOfSearch(block));
    return result && textOf(result.content);
  },
  callOf(name, args, request) {
    const hasSearched = blocksOf(request, "tool_use").length > 0;
    return isSearchable(request) && !hasSearched && deferredNames(request).includes(name)
      ? messageOf({ type: "tool_use", id: "toolu_search", name: SEARCH, input: { query: `select:${name}` } })
      : messageOf({ type: "tool_use", id: "toolu_call", name, input: args });
  },
  endOf: (text) => messageOf({ type: "text", text }),
  eventsOf,
};

function isSearchable({ tools = [] }: ModelRequest): boolean {
  return tools.some(({ name }: ModelRequest) => name === SEARCH);
}

/** Names of servers' tools, each on a line of its own in a message. */
function deferredNames(request: ModelRequest): readonly string[] {
  const texts = blocksOf(request, "text").map(({ text }) => text);
  return texts.flatMap((text) => text.match(/^mcp__\w+$/gm) ?? []);
}

function blocksOf({ messages }: ModelRequest, type: string): readonly ModelRequest[] {
  const blocks = messages.flatMap(({ content }: ModelRequest) => (Array.isArray(content) ? content : []));
  return blocks.filter((block: ModelRequest) => block.type === type);
}

function messageOf(block: Readonly<Record<string, unknown>>): object {
  return {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "mock",
    content: [block],
    stop_reason: block.type === "tool_use" ? "tool_use" : "end_turn",
    stop_sequence: null,
    usage: { input_tokens: 1, output_tokens: 1 },
  };
}

function eventsOf(message: ModelRequest): readonly object[] {
  const { content, stop_reason, ...head } = message;
  const [{ input, text, ...block }] = content;
  const isCall = input !== undefined;
  const start = { ...block, ...(isCall ? { input: {} } : { text: "" }) };
  const delta = isCall
    ? { type: "input_json_delta", partial_json: JSON.stringify(input) }
    : { type: "text_delta", text };
  return [
    { type: "message_start", message: { ...head, content: [], stop_reason: null } },
    { type: "content_block_start", index: 0, content_block: start },
    { type: "content_block_delta", index: 0, delta },
    { type: "content_block_stop", index: 0 },
    { type: "message_delta", delta: { stop_reason, stop_sequence: null }, usage: head.usage },
    { type: "message_stop" },
  ];
}
