import type { AnyToolDefinition, ArgumentSchema } from "../../server/contract/tool-definition.ts";
import { type Form, groupOf, textOf } from "../wire/arguments.ts";
import { missingArgument } from "../wire/refusal.ts";

/** Refuses a call without a required argument, including those inside brackets. */
export function assertRequired({ functionName, inputSchema, otherNames = {} }: AnyToolDefinition, args: Form): void {
  for (const name of inputSchema.required ?? []) {
    const schema = inputSchema.properties[name] ?? {};
    // An update without data[...] succeeds and changes nothing: its fields had no brackets.
    const isSilent = functionName.startsWith("update") && name === "data" && schema.required === undefined;
    if (!isSilent) {
      assertPresent(name, schema, withDescribedNames(name, args, otherNames));
    }
  }
}

/** The brackets of an argument as if every value in them had the name that the description has for it. */
function withDescribedNames(name: string, args: Form, otherNames: Readonly<Record<string, string>>): Form {
  const group = groupOf(args, name);
  const renamed = Object.entries(group ?? {}).map(([key, value]) => [otherNames[`${name}.${key}`] ?? key, value]);
  return group === undefined ? args : { ...args, [name]: Object.fromEntries(renamed) };
}

function assertPresent(name: string, schema: ArgumentSchema, args: Form): void {
  if (schema.type !== "object" && schema.type !== "array") {
    if (!textOf(args, name)?.trim()) {
      throw missingArgument(name);
    }
    return;
  }
  const group = groupOf(args, name);
  for (const inner of schema.required ?? []) {
    const isThere = group !== undefined && (textOf(group, inner)?.trim() || groupOf(group, inner));
    if (!isThere) {
      throw missingArgument(`${name}[${inner}]`);
    }
  }
  if (group === undefined) {
    throw missingArgument(`${name}[...]`);
  }
}
