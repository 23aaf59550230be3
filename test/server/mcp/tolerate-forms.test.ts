import { expect, test } from "vitest";
import { tolerateForms } from "../../../src/server/mcp/tolerate-forms.ts";

const call = (params: unknown) => ({ jsonrpc: "2.0", id: 1, method: "tools/call", params });

test.each([
  ["a call", call({ name: "ping", arguments: {}, _meta: {} })],
  ["a call without arguments", call({ name: "ping" })],
  ["a request without parameters", { jsonrpc: "2.0", id: 1, method: "tools/list" }],
  ["parameters that are no object", call("ping")],
  ["text", "ping"],
])("does not copy %s that needs no rewriting", (_, message) => {
  expect(tolerateForms(message)).toBe(message);
});

test.each([
  ["an empty list of arguments", { name: "ping", arguments: [] }, { name: "ping" }],
  ["an empty text as arguments", { name: "ping", arguments: "" }, { name: "ping" }],
  ["arguments as JSON text", { name: "ping", arguments: '{"a":1}' }, { name: "ping", arguments: { a: 1 } }],
  ["text that is not JSON", { name: "ping", arguments: "a" }, { name: "ping", arguments: "a" }],
  ["null as cursor and _meta", { cursor: null, _meta: null }, {}],
])("rewrites %s", (_, params, rewritten) => {
  expect(tolerateForms([call(params)])).toEqual([call(rewritten)]);
});
