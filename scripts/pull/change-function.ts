import { parse } from "yaml";
import type { Change } from "./compare-facts.ts";
import { appendIn, deleteIn, type Place, renameKey, setIn } from "./edit-yaml.ts";
import type { FunctionFacts } from "./facts.ts";
import { isObject, type JsonObject } from "./json.ts";
import { toOurSchema } from "./our-schema.ts";

const FORM = "application/x-www-form-urlencoded";

/** Where an argument stands in our file. */
interface Found {
  readonly schema: Place;
  /** The list of required names that it would stand in, or the parameter with its flag. */
  readonly required: { readonly list: Place; readonly name: string } | { readonly flag: Place };
}

/** The text of our file with a change taken over. Undefined where it has to be made by hand. */
export function changeFunction(
  text: string,
  change: Change,
  ours: FunctionFacts,
  theirs: FunctionFacts,
): string | undefined {
  switch (change.kind) {
    case "method changed":
      return renameKey(text, [ours.method], theirs.method);
    case "operationId changed":
      return theirs.operationId === undefined
        ? deleteIn(text, [ours.method, "operationId"])
        : setIn(text, [ours.method, "operationId"], theirs.operationId);
    case "argument added":
      return addArgument(text, change.argument ?? "", ours, theirs);
    default:
      return changeArgument(text, change, ours, theirs);
  }
}

function changeArgument(
  text: string,
  { kind, argument = "" }: Change,
  ours: FunctionFacts,
  theirs: FunctionFacts,
): string | undefined {
  const found = findArgument(text, ours.method, argument);
  if (!found) {
    return undefined;
  }
  const facts = theirs.arguments.get(argument);
  switch (kind) {
    case "argument removed":
      return removeArgument(text, found);
    case "argument retyped":
      return setIn(text, found.schema, retyped(valueAt(text, found.schema), theirs.schemas.get(argument)));
    case "argument now required":
      return setRequired(text, found, true);
    case "argument no longer required":
      return setRequired(text, found, false);
    case "default changed":
      return facts?.default === undefined
        ? deleteIn(text, [...found.schema, "default"])
        : setIn(text, [...found.schema, "default"], facts.default);
    default:
      return setValues(text, found.schema, facts?.enum);
  }
}

/** Another type has other parts; only our words on it stay. */
function retyped(ours: unknown, theirs: JsonObject | undefined): JsonObject {
  const description = isObject(ours) ? ours["description"] : undefined;
  return { ...toOurSchema(theirs), ...(description !== undefined && { description }) };
}

/** Of a list the values stand with its items. */
function setValues(text: string, schema: Place, values: readonly string[] | undefined): string {
  const isList = isObject(valueAt(text, [...schema, "items"]));
  return setIn(text, [...schema, ...(isList ? ["items"] : []), "enum"], values ?? []);
}

function removeArgument(text: string, { schema, required }: Found): string | undefined {
  // A parameter is an item of a list, which nothing here takes items out of.
  return "flag" in required ? undefined : deleteIn(setRequired(text, { schema, required }, false), schema);
}

function setRequired(text: string, { required }: Found, isRequired: boolean): string {
  if ("flag" in required) {
    return isRequired ? setIn(text, required.flag, true) : deleteIn(text, required.flag);
  }
  const { list, name } = required;
  const names = valueAt(text, list);
  const others = Array.isArray(names) ? names.filter((other) => other !== name) : [];
  const next = isRequired ? [...others, name] : others;
  return next.length === 0 ? deleteIn(text, list) : setIn(text, list, next);
}

function addArgument(
  text: string,
  argument: string,
  { method }: FunctionFacts,
  theirs: FunctionFacts,
): string | undefined {
  const cut = argument.lastIndexOf(".");
  const [outer, name] = cut < 0 ? ["", argument] : [argument.slice(0, cut), argument.slice(cut + 1)];
  const holder = outer === "" ? formSchema(text, method) : schemaPlace(text, method, outer);
  const schema = toOurSchema(theirs.schemas.get(argument));
  const isRequired = theirs.arguments.get(argument)?.isRequired === true;
  if (holder && isObject(valueAt(text, [...holder, "properties"]))) {
    const added = setIn(text, [...holder, "properties", name], schema);
    const required = { list: [...holder, "required"], name };
    return isRequired ? setRequired(added, { schema: [], required }, true) : added;
  }
  return outer === ""
    ? addParameter(text, method, { name, in: "query", ...(isRequired && { required: true }), schema })
    : undefined;
}

function addParameter(text: string, method: string, parameter: JsonObject): string {
  const place = [method, "parameters"];
  return Array.isArray(valueAt(text, place)) ? appendIn(text, place, parameter) : setIn(text, place, [parameter]);
}

function findArgument(text: string, method: string, argument: string): Found | undefined {
  const schema = schemaPlace(text, method, argument);
  if (!schema) {
    return undefined;
  }
  if (schema.at(-1) === "schema") {
    return { schema, required: { flag: [...schema.slice(0, -1), "required"] } };
  }
  return { schema, required: { list: [...schema.slice(0, -2), "required"], name: String(schema.at(-1)) } };
}

function formSchema(text: string, method: string): Place | undefined {
  const place = [method, "requestBody", "content", FORM, "schema"];
  return isObject(valueAt(text, place)) ? place : undefined;
}

/** The place of an argument's schema, followed through objects and lists; undefined behind a `$ref`. */
function schemaPlace(text: string, method: string, argument: string): Place | undefined {
  const [first = "", ...rest] = argument.split(".");
  const parameters = valueAt(text, [method, "parameters"]);
  const index = Array.isArray(parameters) ? parameters.findIndex((parameter) => parameter?.name === plain(first)) : -1;
  const form = formSchema(text, method);
  const start = index >= 0 ? [method, "parameters", index, "schema"] : form && [...form, "properties", plain(first)];
  const inner = rest.flatMap((name) => ["properties", plain(name), ...items(name)]);
  const place = start && [...start, ...items(first), ...inner];
  return place && isObject(valueAt(text, place)) ? place : undefined;
}

function plain(name: string): string {
  return name.replace(/\[\]$/, "");
}

function items(name: string): string[] {
  return name.endsWith("[]") ? ["items"] : [];
}

function valueAt(text: string, place: Place): unknown {
  return place.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? (value as JsonObject)[String(key)] : undefined),
    parse(text),
  );
}
