import { isObject, type JsonObject, member } from "./json.ts";

/**
 * A schema of the source in the form of ours: facts only, in the subset that the generator takes. Descriptions are the
 * vendor's wording and stay behind.
 */
export function toOurSchema(source: unknown): JsonObject {
  const schema = merged(isObject(source) ? source : {});
  const type = typeOf(schema);
  const values = Array.isArray(schema["enum"]) ? schema["enum"].map(String).filter((value) => value !== "") : undefined;
  if (type === "boolean") {
    return { type };
  }
  if (type === "object") {
    return objectSchema(schema);
  }
  return {
    ...(type !== undefined && { type: values ? "string" : type }),
    ...(values && { enum: [...new Set(values)] }),
    ...(type === "array" && { items: toOurSchema(schema["items"]) }),
    ...(isPlain(schema["default"]) && { default: schema["default"] }),
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

function merged(schema: JsonObject): JsonObject {
  const parts = Array.isArray(schema["allOf"]) ? schema["allOf"].filter(isObject) : [];
  return Object.assign({}, schema, ...parts);
}

function typeOf(schema: JsonObject): string | undefined {
  const { type } = schema;
  const names = (Array.isArray(type) ? type : [type]).filter((name) => name !== "null" && name !== undefined);
  const values = Array.isArray(schema["enum"]) ? schema["enum"] : [];
  const isFlag = values.length === 2 && values.includes("Y") && values.includes("N");
  return isFlag
    ? "boolean"
    : names.length === 1
      ? String(names[0])
      : isObject(schema["properties"])
        ? "object"
        : undefined;
}

function isPlain(value: unknown): boolean {
  return ["number", "boolean"].includes(typeof value) || (typeof value === "string" && value !== "");
}
