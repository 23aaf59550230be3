import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { paths } from "../../src/generated/api-types.ts";
import type { AnyToolDefinition } from "../../src/server/contract/tool-definition.ts";

const ERROR_TOOL = "test_error_handling";

/** The tools that the suite calls, by its own names, with the one argument that some take. */
const TOOLS: readonly { readonly name: string; readonly argument?: string }[] = [
  { name: "test_simple_text" },
  { name: "test_image_content" },
  { name: "test_audio_content" },
  { name: "test_embedded_resource" },
  { name: "test_multiple_content_types" },
  { name: "test_tool_with_logging" },
  { name: ERROR_TOOL },
  { name: "test_tool_with_progress" },
  { name: "test_sampling", argument: "prompt" },
  { name: "test_elicitation", argument: "message" },
];

/** A module such as the generator writes: what it serves is what an API answers, and nothing else. */
export const fixtureTools: readonly AnyToolDefinition[] = TOOLS.map(({ name, argument }) =>
  toTool(name, argument ? { [argument]: { type: "string" } } : {}),
);

function toTool(name: string, properties: AnyToolDefinition["inputSchema"]["properties"]): AnyToolDefinition {
  return {
    name,
    title: name,
    description: `What the suite calls ${name}.`,
    functionName: name,
    // Of another API than the described one.
    path: `/${name}` as keyof paths,
    method: "get",
    toolset: "system",
    isPublished: true,
    access: "read",
    isDestructive: false,
    isIdempotent: true,
    money: "none",
    mail: "none",
    keyRight: "read",
    handlesCredentials: false,
    isList: false,
    columns: [],
    sentDefaults: {},
    inputSchema: { type: "object", properties, additionalProperties: false },
  };
}

const QUESTIONS = [
  ...["capabilities", "elicitation", "list_roots", "multi_round", "multiple_inputs"],
  ...["request_state", "sampling", "tampered_state"],
];

/** What the suite calls to be asked something, as tools that move money: these ask first. */
export const askingTools: readonly AnyToolDefinition[] = QUESTIONS.map((question) => ({
  ...toTool(`test_input_required_result_${question}`, {}),
  method: "post",
  access: "write",
  isDestructive: true,
  isIdempotent: false,
  money: "moves",
}));

/** An API that has a text for each of them, and refuses the one that is about errors. */
export async function startFixtureApi(): Promise<{ readonly apiUrl: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const isRefused = request.url?.includes(ERROR_TOOL);
    const answer = isRefused
      ? { result: "error", code: 1, message: "This tool intentionally returns an error for testing" }
      : { result: "success", data: "This is a simple text response for testing." };
    response.setHeader("content-type", "application/json").end(JSON.stringify({ api_version: "1.2", ...answer }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/call`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
