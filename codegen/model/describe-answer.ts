import { isObject, type JsonObject } from "../load/json.ts";
import type { AnswerField, AnswerModel } from "./api-model.ts";

/** Deeper than any answer that is described; a description that refers to itself ends here. */
const DEEPEST = 8;

/** An operation's answer: the fields below the envelope's `data`, and the whole answer of its example. */
export function describeAnswer(operation: JsonObject): AnswerModel {
  const responses = asObject(operation["responses"]);
  const media = asObject(Object.values(asObject(asObject(responses["200"])["content"]))[0]);
  const { properties } = flatten(asObject(media["schema"]));
  const data = asObject(properties["data"]);
  return { fields: fieldsOf(data, dataPath(data), 0), example: media["example"] };
}

/** A bare list has no name, so agents get it as `items`. */
function dataPath(data: JsonObject): string {
  return flatten(data).items === undefined ? "" : "items[]";
}

interface Flat {
  readonly properties: JsonObject;
  readonly items: unknown;
  readonly additional: unknown;
}

/** Composed schemas read as one, because every part of `allOf`, `anyOf` and `oneOf` may appear in an answer. */
function flatten(schema: JsonObject): Flat {
  const parts = ["allOf", "anyOf", "oneOf"].flatMap((key) => (Array.isArray(schema[key]) ? schema[key] : []));
  const flats = parts.filter(isObject).map(flatten);
  const own = asObject(schema["properties"]);
  return {
    properties: Object.assign({}, ...flats.map(({ properties }) => properties), own),
    items: schema["items"] ?? flats.find(({ items }) => items !== undefined)?.items,
    additional: schema["additionalProperties"] ?? flats.find(({ additional }) => additional !== undefined)?.additional,
  };
}

function fieldsOf(schema: JsonObject, path: string, depth: number): AnswerField[] {
  if (depth > DEEPEST) {
    return [];
  }
  const { properties, items, additional } = flatten(schema);
  const below = isObject(items) && depth === 0 ? fieldsOf(items, path, depth + 1) : [];
  const named = Object.entries(properties).flatMap(([name, property]) =>
    fieldWith(asObject(property), join(path, name), depth),
  );
  const keyed = isObject(additional) ? fieldWith(additional, join(path, "<key>"), depth) : [];
  return [...below, ...named, ...keyed];
}

function fieldWith(schema: JsonObject, path: string, depth: number): AnswerField[] {
  const { items } = flatten(schema);
  const field = { path, type: typeOf(schema), ...textOf(schema), ...extensionsOf(schema, items) };
  const inner = isObject(items) ? fieldsOf(items, `${path}[]`, depth + 1) : fieldsOf(schema, path, depth + 1);
  return [field, ...inner];
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function typeOf(schema: JsonObject): string {
  const values = Array.isArray(schema["enum"]) ? schema["enum"].map((value) => JSON.stringify(value)) : [];
  const parts = [...asList(schema["anyOf"]), ...asList(schema["oneOf"])].map((part) => typeOf(asObject(part)));
  const named = values.length > 0 ? values : parts.length > 0 ? parts : [plainType(schema)];
  return [...new Set([...named, ...(schema["nullable"] === true ? ["null"] : [])])].join(" or ");
}

function plainType(schema: JsonObject): string {
  const { properties, items, additional } = flatten(schema);
  if (typeof schema["type"] === "string") {
    return isObject(items) ? `array of ${typeOf(items)}` : schema["type"];
  }
  return isObject(additional) || Object.keys(properties).length > 0 ? "object" : "any";
}

function textOf({ description }: JsonObject): { description?: string } {
  return typeof description === "string" ? { description: description.replace(/\s+/g, " ").trim() } : {};
}

/** Our own keywords, whether they stand in a list or in its items. */
function extensionsOf(schema: JsonObject, items: unknown): { extensions?: JsonObject } {
  const found = Object.entries({ ...asObject(items), ...schema }).filter(([key]) => key.startsWith("x-"));
  return found.length === 0 ? {} : { extensions: Object.fromEntries(found) };
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
