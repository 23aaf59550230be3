import { isObject } from "../kit/is-object.ts";
import { isWellFormed, shortenText } from "../kit/shorten-text.ts";
import { describedMember, type JsonObject } from "./normalise-arguments.ts";
import type { ArgumentSchema } from "./tool-definition.ts";

/** Far more than any function takes. What is deeper would exhaust the stack of everything that walks through it. */
export const MAX_DEPTH = 16;
const MAX_SHOWN_CHARS = 80;
/** Empty, they mean that nothing was given: a filter without conditions, nothing to change, all fields. */
const MAY_BE_EMPTY = new Set(["search", "data", "_fields"]);

/** Whether arguments are nested deeper than anything that could be sent. Without recursion, which depth would break. */
export function isTooDeep(args: JsonObject): boolean {
  let level: unknown[] = [args];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) {
      return true;
    }
    level = level.flatMap((value) =>
      typeof value === "object" && value !== null
        ? Object.values(value).filter((item) => typeof item === "object")
        : [],
    );
  }
  return false;
}

/** What a form cannot carry: lists and objects without members, which vanish in it, and halves of characters. */
export function* unsendable(schema: ArgumentSchema | undefined, value: unknown, place = ""): Generator<string> {
  if (typeof value === "string" && !isWellFormed(value)) {
    yield `${shortenText(place, MAX_SHOWN_CHARS)} holds half a character (a lone surrogate), which cannot be sent; send the whole character`;
  }
  for (const [key, item] of membersOf(value)) {
    const isItem = typeof key === "number";
    const name = isItem ? `${place}[${key}]` : place === "" ? key : `${place}.${key}`;
    if (!isItem && !isWellFormed(key)) {
      yield `the name ${shortenText(name, MAX_SHOWN_CHARS)} holds half a character (a lone surrogate), which cannot be sent; send the whole character`;
    }
    const inner = sideFor(isItem ? schema?.items : schema && memberOf(schema, key), item);
    yield* emptiness(inner, item, name);
    yield* unsendable(inner, item, name);
  }
}

function membersOf(value: unknown): Iterable<[string | number, unknown]> {
  return Array.isArray(value) ? value.entries() : isObject(value) ? Object.entries(value) : [];
}

function memberOf(schema: ArgumentSchema, key: string): ArgumentSchema | undefined {
  const rest = schema.additionalProperties;
  return describedMember(schema, key) ?? (typeof rest === "object" ? rest : undefined);
}

/** A schema that takes a value or a map: the side of it that describes what was given. */
function sideFor(schema: ArgumentSchema | undefined, value: unknown): ArgumentSchema | undefined {
  const type = Array.isArray(value) ? "array" : "object";
  return schema?.anyOf ? schema.anyOf.find((side) => side.type === type) : schema;
}

/** Where the schema wants something else, or names what is required, the validation says so. */
function* emptiness(schema: ArgumentSchema | undefined, value: unknown, name: string): Generator<string> {
  const isOptional = MAY_BE_EMPTY.has(name) && schema?.["minProperties"] === undefined;
  const mayBeEmpty = isOptional || (schema?.required ?? []).length > 0;
  if (!mayBeEmpty && isEmpty(value) && schema?.type === (Array.isArray(value) ? "array" : "object")) {
    const kind = Array.isArray(value) ? "list" : "object";
    yield `${shortenText(name, MAX_SHOWN_CHARS)} is an empty ${kind}, which cannot be sent; give it at least one entry, or leave it out`;
  }
}

export function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
}
