import { isObject, type JsonObject, member } from "./json.ts";

export const METHODS = ["get", "post", "put", "delete", "patch"] as const;

/** What callers have to know of one argument. */
export interface ArgumentFacts {
  /** `flag` for Y and N however they are written; `any` where nothing or several things are said. */
  readonly type: string;
  readonly isRequired: boolean;
  readonly enum?: readonly string[];
  readonly default?: unknown;
}

export interface FunctionFacts {
  readonly path: string;
  readonly method: string;
  readonly operationId: string | undefined;
  /** By their dotted place on the wire, `[]` standing for the items of a list: `data.name_de`, `addons[].amount`. */
  readonly arguments: ReadonlyMap<string, ArgumentFacts>;
  /** The schemas of the same arguments. */
  readonly schemas: ReadonlyMap<string, JsonObject>;
  readonly operation: JsonObject;
}

/** Functions by their path without its first slash. */
export type DescriptionFacts = ReadonlyMap<string, FunctionFacts>;

/** Set by a correction on the schema of a body: its members travel inside the argument of this name. */
export const WRAPPER_KEY = "x-wrapped-in";
const MOST_LEVELS = 12;

export function collectFacts(document: JsonObject): DescriptionFacts {
  const functions = new Map<string, FunctionFacts>();
  for (const [path, item] of Object.entries(member(document, "paths"))) {
    const method = METHODS.find((name) => isObject(item) && isObject(item[name]));
    if (method !== undefined) {
      const operation = member(item, method);
      const operationId = typeof operation["operationId"] === "string" ? operation["operationId"] : undefined;
      const { facts, schemas } = argumentsOf(operation);
      functions.set(path.replace(/^\//, ""), { path, method, operationId, arguments: facts, schemas, operation });
    }
  }
  return functions;
}

interface Found {
  readonly facts: Map<string, ArgumentFacts>;
  readonly schemas: Map<string, JsonObject>;
}

function argumentsOf(operation: JsonObject): Found {
  const found: Found = { facts: new Map(), schemas: new Map() };
  const parameters = Array.isArray(operation["parameters"]) ? operation["parameters"].filter(isObject) : [];
  // A correction may add what the source has come to describe itself: the first one counts.
  for (const parameter of parameters.toReversed()) {
    const schema = isObject(parameter["schema"]) ? parameter["schema"] : firstSchema(parameter["content"]);
    addArgument(found, String(parameter["name"]), schema, parameter["required"] === true, 0);
  }
  const body = firstSchema(member(operation, "requestBody")["content"]);
  const wrapper = body[WRAPPER_KEY];
  if (typeof wrapper === "string") {
    addArgument(found, wrapper, { ...body, type: "object" }, true, 0);
  } else {
    addMembers(found, "", body, 0);
  }
  return found;
}

/** Of the first media type: the others say the same. */
function firstSchema(content: unknown): JsonObject {
  return member(isObject(content) ? Object.values(content)[0] : undefined, "schema");
}

function addArgument(found: Found, place: string, schema: JsonObject, isRequired: boolean, level: number): void {
  const whole = merged(schema);
  found.schemas.set(place, whole);
  found.facts.set(place, {
    type: typeOf(whole),
    isRequired,
    ...enumOf(whole),
    ...("default" in whole && { default: whole["default"] }),
  });
  if (level < MOST_LEVELS) {
    addMembers(found, `${place}.`, whole, level + 1);
    const items = merged(member(whole, "items"));
    addMembers(found, `${place}[].`, items, level + 1);
  }
}

function addMembers(found: Found, prefix: string, schema: JsonObject, level: number): void {
  const whole = merged(schema);
  const required = Array.isArray(whole["required"]) ? whole["required"] : [];
  for (const [name, inner] of Object.entries(member(whole, "properties"))) {
    addArgument(found, `${prefix}${name}`, isObject(inner) ? inner : {}, required.includes(name), level);
  }
}

/** `allOf` says all of its parts. */
function merged(schema: JsonObject): JsonObject {
  const parts = Array.isArray(schema["allOf"]) ? schema["allOf"].filter(isObject) : [];
  return Object.assign({}, schema, ...parts);
}

function typeOf(schema: JsonObject): string {
  const values = enumOf(schema).enum ?? [];
  if (schema["type"] === "boolean" || (values.length === 2 && values.includes("Y") && values.includes("N"))) {
    return "flag";
  }
  const { type } = schema;
  const names = Array.isArray(type) ? type.filter((name) => name !== "null") : [type];
  return names.length === 1 && typeof names[0] === "string" ? names[0] : "any";
}

function enumOf(schema: JsonObject): { enum?: readonly string[] } {
  const values = Array.isArray(schema["enum"]) ? schema["enum"] : member(schema, "items")["enum"];
  return Array.isArray(values) ? { enum: [...new Set(values.map(String))] } : {};
}
