import { compareCodeUnits } from "../codegen-error.ts";
import { isObject } from "../load/json.ts";

/** Keywords whose lists are sets. */
const SETS = new Set(["required", "enum"]);
/** Keywords that only inform: no call is refused for them. */
const ANNOTATIONS = new Set(["description", "default"]);

/** Plain data as text that does not depend on the order of keys. */
function canonical(value: unknown): string | undefined {
  return JSON.stringify(sortKeys(value));
}

/** Whether plain data is the same, whatever the order of keys. */
export function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

/** The values a schema accepts, as text: without descriptions and defaults at any depth, and in a fixed order of keys. */
export function canonicalSchema(schema: unknown): string {
  return JSON.stringify(sortKeys(withoutAnnotations(schema)));
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sortKeys);
  }
  if (!isObject(value)) {
    return value;
  }
  const entries = Object.entries(value).toSorted(([a], [b]) => compareCodeUnits(a, b));
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]));
}

function withoutAnnotations(schema: unknown): unknown {
  if (Array.isArray(schema)) {
    return schema.map(withoutAnnotations);
  }
  if (!isObject(schema)) {
    return schema;
  }
  const entries = Object.entries(schema).filter(([key]) => !ANNOTATIONS.has(key));
  return Object.fromEntries(entries.map(([key, value]) => [key, keyword(key, value)]));
}

function keyword(key: string, value: unknown): unknown {
  if (key === "properties" && isObject(value)) {
    // The keys are names of arguments here: one may be called `description`.
    return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, withoutAnnotations(schema)]));
  }
  return SETS.has(key) && Array.isArray(value)
    ? value.map(String).toSorted(compareCodeUnits)
    : withoutAnnotations(value);
}
