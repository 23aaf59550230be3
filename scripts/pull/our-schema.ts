import { isObject, type JsonObject, member } from "./json.ts";
import { merged, typeOf, valuesOf } from "./schema.ts";

/**
 * A schema of the source in the form of ours: facts only, in the subset that the generator takes. Descriptions are the
 * vendor's wording and are dropped.
 */
export function toOurSchema(source: unknown): JsonObject {
  const schema = merged(isObject(source) ? source : {});
  const type = typeOf(schema);
  switch (type) {
    case "flag":
      return { type: "boolean" };
    case "object":
      return objectSchema(schema);
    case "array":
      return { type, items: toOurSchema(schema["items"]) };
    default:
      return { ...(type !== "any" && { type }), ...valueParts(schema) };
  }
}

function valueParts(schema: JsonObject): JsonObject {
  const values = valuesOf(schema);
  const fallback = schema["default"];
  return {
    ...(values && { type: "string", enum: values }),
    ...(isPlain(fallback) && { default: fallback }),
  };
}

function objectSchema(schema: JsonObject): JsonObject {
  const properties = Object.entries(member(schema, "properties")).map(([name, inner]) => [name, toOurSchema(inner)]);
  if (properties.length === 0) {
    return { type: "object", additionalProperties: true };
  }
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  return {
    type: "object",
    ...(required.length > 0 && { required }),
    additionalProperties: false,
    properties: Object.fromEntries(properties),
  };
}

function isPlain(value: unknown): boolean {
  return ["number", "boolean"].includes(typeof value) || (typeof value === "string" && value !== "");
}
