import { parse } from "yaml";
import type { Place } from "./edit-yaml.ts";
import { isObject, type JsonObject } from "./json.ts";

export const FORM = "application/x-www-form-urlencoded";

/** The place of an argument in our file. */
export interface Found {
  readonly schema: Place;
  /** Set if it is an item of the list of parameters, whose own flag says whether it is required. */
  readonly parameter?: { readonly list: Place; readonly index: number };
}

/** The place of an argument, followed through objects and lists; undefined if there is none, or if it is behind a `$ref`. */
export function findArgument(text: string, method: string, argument: string): Found | undefined {
  const found = placeOf(text, method, argument);
  return found && isObject(valueAt(text, found.schema)) ? found : undefined;
}

/** The reason why an argument cannot be changed in place, for the person who has to change it. */
export function whyNot(text: string, method: string, argument: string): string {
  const place = placeOf(text, method, argument)?.schema ?? [];
  const onTheWay = place.map((_, index) => valueAt(text, place.slice(0, index + 1)));
  const shared = onTheWay.filter(isObject).find((value) => "$ref" in value);
  return shared
    ? `it is in ${String(shared["$ref"])}, which other functions may share; change it there`
    : "our file has no such place";
}

function placeOf(text: string, method: string, argument: string): Found | undefined {
  const [first = "", ...rest] = argument.split(".");
  const inside = [...items(first), ...rest.flatMap((name) => ["properties", plain(name), ...items(name)])];
  const list = [method, "parameters"];
  const parameters = valueAt(text, list);
  const index = Array.isArray(parameters) ? parameters.findIndex((parameter) => parameter?.name === plain(first)) : -1;
  const form = formSchema(text, method);
  const start = index >= 0 ? [...list, index, "schema"] : form && [...form, "properties", plain(first)];
  const schema = start && [...start, ...inside];
  return schema && { schema, ...(index >= 0 && inside.length === 0 && { parameter: { list, index } }) };
}

/** The object that an operation's form is. */
export function formSchema(text: string, method: string): Place | undefined {
  const place = [method, "requestBody", "content", FORM, "schema"];
  return isObject(valueAt(text, place)) ? place : undefined;
}

export function valueAt(text: string, place: Place): unknown {
  return place.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? (value as JsonObject)[String(key)] : undefined),
    parse(text),
  );
}

function plain(name: string): string {
  return name.replace(/\[\]$/, "");
}

function items(name: string): string[] {
  return name.endsWith("[]") ? ["items"] : [];
}
