import { expect, test } from "vitest";
import { normaliseArguments } from "../../../src/server/contract/normalise-arguments.ts";
import type { ArgumentSchema } from "../../../src/server/contract/tool-definition.ts";
import { createToolRegistry } from "../../../src/server/contract/tool-registry.ts";

const tools = [...createToolRegistry().values()].map((tool) => ({ name: tool.definition.name, tool }));

/**
 * A value for each required argument, and null for all others, as strict clients send them. An object that must not be
 * empty gets its first member. In a call that overwrites, null for a text might mean "clear", so such texts get a value.
 */
function withNulls(schema: ArgumentSchema, keepsNulls: boolean, isTop = false): unknown {
  const { type, enum: choices, properties = {}, required = [], items = {} } = schema;
  if (type === "array") {
    return [withNulls(items, keepsNulls)];
  }
  if (type !== "object") {
    return choices?.[0] ?? { string: "1", integer: 1, number: 1, boolean: true }[type ?? "string"];
  }
  const names = Object.keys(properties);
  if (names.length === 0 && !isTop) {
    return { any: "1" };
  }
  const needed = required.length > 0 || isTop ? required : names.slice(0, 1);
  const entries = Object.entries(properties).map(([name, member]) => {
    const isCleared = keepsNulls && !isTop && ["string", "array", "object"].includes(member.type ?? "") && !member.enum;
    return [name, needed.includes(name) || isCleared ? withNulls(member, keepsNulls) : null];
  });
  return Object.fromEntries(entries);
}

test.each(tools)("$name takes null for every optional argument", ({ tool: { definition, validate } }) => {
  const { inputSchema, isDestructive } = definition;
  const args = withNulls(inputSchema, isDestructive, true) as Record<string, unknown>;
  const problems = validate(normaliseArguments(inputSchema, args, isDestructive));
  expect(problems).toEqual([]);
});
