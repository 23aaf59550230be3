import { isObject } from "../kit/is-object.ts";
import { isWellFormed, shortenText } from "../kit/shorten-text.ts";
import { type JsonObject, memberSchema } from "./normalise-arguments.ts";
import type { ArgumentSchema } from "./tool-definition.ts";
import { variantFor } from "./variants.ts";

/** Far more than any function accepts. Deeper arguments would exhaust the stack of every recursive function. */
export const MAX_DEPTH = 16;
const MAX_SHOWN_CHARS = 80;
/** An empty value is meaningful for these: a filter without conditions, nothing to change, all fields. */
const MAY_BE_EMPTY = new Set(["search", "data", "_fields"]);

/** Whether arguments are nested more than MAX_DEPTH levels. Without recursion, which would exhaust the stack. */
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

/** Reports values that a form cannot carry: empty lists and objects, which would disappear, and lone surrogates. */
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
    const inner = variantFor(isItem ? schema?.items : schema && memberSchema(schema, key), item);
    yield* emptiness(inner, item, name);
    yield* unsendable(inner, item, name);
  }
}

function membersOf(value: unknown): Iterable<[string | number, unknown]> {
  return Array.isArray(value) ? value.entries() : isObject(value) ? Object.entries(value) : [];
}

/** The validation reports an empty value of the wrong type, or one without its required members. */
function* emptiness(schema: ArgumentSchema | undefined, value: unknown, name: string): Generator<string> {
  const isOptional = MAY_BE_EMPTY.has(name) && schema?.["minProperties"] === undefined;
  const mayBeEmpty = isOptional || (schema !== undefined && requiresEnough(schema));
  if (!mayBeEmpty && isEmpty(value) && schema?.type === (Array.isArray(value) ? "array" : "object")) {
    const kind = Array.isArray(value) ? "list" : "object";
    yield `${shortenText(name, MAX_SHOWN_CHARS)} is an empty ${kind}, which cannot be sent; give it at least one entry, or leave it out`;
  }
}

/** Whether the required members alone reach the minimum. Then the missing names are reported instead of the count. */
export function requiresEnough({ required = [], minProperties }: ArgumentSchema): boolean {
  return required.length > 0 && required.length >= Number(minProperties ?? 0);
}

export function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
}
