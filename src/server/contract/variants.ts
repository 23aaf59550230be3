import { isObject } from "../kit/is-object.ts";
import type { ArgumentSchema } from "./tool-definition.ts";

/** The variant for a value, of a schema that accepts a value or a map: undefined if it has none. Any other schema itself. */
export function variantFor(schema: ArgumentSchema | undefined, value: unknown): ArgumentSchema | undefined {
  const type = Array.isArray(value) ? "array" : isObject(value) ? "object" : undefined;
  const variants = schema?.anyOf;
  return variants ? variants.find((variant) => (type ? variant.type === type : isPlain(variant))) : schema;
}

/** The variant for structures that some clients send as JSON text; undefined if the schema has none. */
export function structureIn(schema: ArgumentSchema | undefined): ArgumentSchema | undefined {
  return schema?.anyOf
    ? schema.anyOf.find((variant) => !isPlain(variant))
    : schema && (isPlain(schema) ? undefined : schema);
}

function isPlain({ type }: ArgumentSchema): boolean {
  return type !== "object" && type !== "array";
}
