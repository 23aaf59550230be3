import { describedMember, type JsonObject } from "../contract/normalise-arguments.ts";
import type { AnyToolDefinition } from "../contract/tool-definition.ts";
import { isObject } from "../kit/is-object.ts";

/** Names the sent fields of open objects that no description has, to reveal a misspelling. */
export function noteUndescribed({ inputSchema, furtherFields }: AnyToolDefinition, args: JsonObject): string[] {
  const names = Object.entries(inputSchema.properties).flatMap(([wrapper, schema]) => {
    const value = args[wrapper];
    const isOpen = schema.additionalProperties === true && schema.properties !== undefined && isObject(value);
    const further = new Set(furtherFields?.[wrapper]);
    return isOpen ? Object.keys(value).filter((key) => !describedMember(schema, key) && !further.has(key)) : [];
  });
  return names.length === 0
    ? []
    : [`Sent, but not in the description: ${names.join(", ")}; check that they took effect.`];
}
