import { isObject, type JsonObject, member } from "./json.ts";

/** A schema with the parts of its `allOf` merged in. */
export function merged(schema: JsonObject): JsonObject {
  const parts = Array.isArray(schema["allOf"]) ? schema["allOf"].filter(isObject) : [];
  return Object.assign({}, schema, ...parts);
}

/** `flag` for Y and N however they are written; `any` if no type or several are given. */
export function typeOf(schema: JsonObject): string {
  const values = valuesOf(schema) ?? [];
  const { type, items, properties } = schema;
  const isFlag = values.length === 2 && values.includes("Y") && values.includes("N");
  if (type === "boolean" || (isFlag && !isObject(items))) {
    return "flag";
  }
  const declared = type ?? (isObject(properties) ? "object" : undefined);
  const names = Array.isArray(declared) ? declared.filter((name) => name !== "null") : [declared];
  return names.length === 1 && typeof names[0] === "string" ? names[0] : "any";
}

/**
 * The values that a text, or an item of a list, may have. The empty text, which clears a field, cannot stand in an enum
 * that every agent takes: with it among them the generator lets any text through, and so does this.
 */
export function valuesOf(schema: JsonObject): readonly string[] | undefined {
  const declared = Array.isArray(schema["enum"]) ? schema["enum"] : member(schema, "items")["enum"];
  const values = Array.isArray(declared) ? declared.filter((value) => value !== null).map(String) : [];
  return values.length === 0 || values.includes("") ? undefined : [...new Set(values)];
}
