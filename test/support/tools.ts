import type { AnyToolDefinition } from "../../src/server/contract/tool-definition.ts";

const common = {
  title: "A tool",
  description: "Made for a test.",
  functionName: "ping",
  path: "/ping",
  method: "get",
  toolset: "system",
  isPublished: true,
  isDestructive: false,
  isIdempotent: true,
  money: "none",
  mail: "none",
  keyRight: "read",
  handlesCredentials: false,
  isList: false,
  columns: [],
  sentDefaults: {},
  inputSchema: { type: "object", properties: {}, additionalProperties: false },
} as const;

/** Made-up tools: a change of the description does not affect the tests of the runtime. */
export const readTool: AnyToolDefinition = { ...common, name: "readThing", access: "read" };
export const writeTool: AnyToolDefinition = { ...common, name: "writeThing", access: "write", shownBy: "readThing" };
export const unseenWriteTool: AnyToolDefinition = { ...common, name: "mailThing", access: "write" };
export const pagedTool: AnyToolDefinition = {
  ...common,
  name: "listThings",
  access: "read",
  isList: true,
  sentDefaults: { page_size: 50 },
  inputSchema: {
    type: "object",
    properties: {
      from: { type: "string", default: "-24h" },
      page_no: { type: "integer" },
      page_size: { type: "integer", default: 50 },
      _fields: { type: "array", items: { type: "string" } },
    },
    additionalProperties: false,
  },
};
