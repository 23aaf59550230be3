import { isObject, type JsonObject, member } from "./json.ts";
import { merged } from "./schema.ts";

/** An argument as an operation declares it, wherever it does. */
export interface Argument {
  readonly name: string;
  readonly schema: JsonObject;
  readonly isRequired: boolean;
  readonly isInPath: boolean;
}

/** Set by a correction on the schema of a body: its members travel inside the argument of this name. */
const WRAPPER_KEY = "x-wrapped-in";
const JSON_BODY = "application/json";

/** The outermost arguments of an operation, as the generator will understand them. */
export function collectArguments(operation: JsonObject, ofPath: unknown): Argument[] {
  const parameters = [...ofQuery(operation["parameters"]), ...ofQuery(ofPath)];
  const content = member(operation, "requestBody")["content"];
  const body = merged(firstSchema(content));
  const wrapper = wrapperOf(body, content, parameters.length > 0);
  const ofBody =
    wrapper === undefined
      ? membersOf(body)
      : [{ name: wrapper, schema: { ...body, type: "object" }, isRequired: true, isInPath: false }];
  // A correction may add an argument that the source now describes itself, and an operation may repeat one of its path.
  const byName = new Map([...parameters, ...ofBody].toReversed().map((argument) => [argument.name, argument]));
  return [...byName.values()].toReversed();
}

/** Headers and cookies are not arguments: the host sends the key itself. */
function ofQuery(declared: unknown): Argument[] {
  const parameters = Array.isArray(declared) ? declared.filter(isObject) : [];
  return parameters
    .filter((parameter) => parameter["in"] !== "header" && parameter["in"] !== "cookie")
    .map((parameter) => ({
      name: String(parameter["name"]),
      schema: isObject(parameter["schema"]) ? parameter["schema"] : firstSchema(parameter["content"]),
      isRequired: parameter["required"] === true || parameter["in"] === "path",
      isInPath: parameter["in"] === "path",
    }));
}

/** The schema of the first media type; the others are the same. */
function firstSchema(content: unknown): JsonObject {
  return member(isObject(content) ? Object.values(content)[0] : undefined, "schema");
}

/** The generator's rule: a JSON body next to parameters is sent in `data`, unless a correction says otherwise. */
function wrapperOf(body: JsonObject, content: unknown, hasParameters: boolean): string | undefined {
  const stated = body[WRAPPER_KEY];
  if (typeof stated === "string") {
    return stated;
  }
  const isJson = isObject(content) && Object.keys(content)[0] === JSON_BODY;
  return isJson && hasParameters && !("data" in member(body, "properties")) ? "data" : undefined;
}

function membersOf(body: JsonObject): Argument[] {
  const required = Array.isArray(body["required"]) ? body["required"] : [];
  return Object.entries(member(body, "properties")).map(([name, schema]) => ({
    name,
    schema: isObject(schema) ? schema : {},
    isRequired: required.includes(name),
    isInPath: false,
  }));
}
