import { isObject } from "../kit/is-object.ts";
import type { ArgumentSchema } from "./tool-definition.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** Objects that take part of the arguments; agents often leave the wrapper out. */
const WRAPPERS = ["data", "search"];
const TRUE_WORDS = new Set(["1", "y", "yes", "t", "true"]);
const FALSE_WORDS = new Set(["0", "n", "no", "f", "false"]);
const ID_PATTERN = /^[A-Za-z0-9_-]+$/;

/**
 * Brings arguments into the form their schema wants where only one meaning is possible, and leaves everything else as
 * it is for the validation to name. Drops nothing but null, which is how agents write "not given"; where the call
 * overwrites (`keepsNulls`) a null inside an object could as well mean "clear", so it stays and is refused by name.
 */
export function normaliseArguments(schema: ArgumentSchema, args: JsonObject, keepsNulls: boolean): JsonObject {
  const given = Object.entries(moveIntoWrappers(schema, args)).filter(([, value]) => value !== null);
  return normaliseObject(schema, Object.fromEntries(given), keepsNulls);
}

/** `{ product_id, name_de }` means `{ product_id, data: { name_de } }`, as long as nothing stands in both places. */
function moveIntoWrappers(schema: ArgumentSchema, args: JsonObject): JsonObject {
  const result: Record<string, unknown> = { ...args };
  for (const wrapper of WRAPPERS) {
    const wrapperSchema = schema.properties?.[wrapper];
    const current = fromJsonText(wrapperSchema, result[wrapper] ?? {});
    if (!wrapperSchema?.properties || !isObject(current)) {
      continue;
    }
    const moved = Object.keys(result).filter(
      (key) => !describedMember(schema, key) && describedMember(wrapperSchema, key) && !Object.hasOwn(current, key),
    );
    if (moved.length > 0) {
      result[wrapper] = { ...current, ...Object.fromEntries(moved.map((key) => [key, result[key]])) };
      for (const key of moved) {
        delete result[key];
      }
    }
  }
  return result;
}

function normaliseObject(schema: ArgumentSchema, value: JsonObject, keepsNulls: boolean): JsonObject {
  const entries = Object.entries(value)
    .filter(([, item]) => keepsNulls || item !== null)
    .map(([key, item]) => [key, item === null ? item : normaliseValue(memberSchema(schema, key), item, keepsNulls)]);
  return Object.fromEntries(entries);
}

function memberSchema(schema: ArgumentSchema, key: string): ArgumentSchema | undefined {
  const rest = schema.additionalProperties;
  return describedMember(schema, key) ?? (typeof rest === "object" ? rest : undefined);
}

/** What the description says of a name. One that every object inherits, like `constructor`, is described by nobody. */
export function describedMember({ properties }: ArgumentSchema, key: string): ArgumentSchema | undefined {
  return properties && Object.hasOwn(properties, key) ? properties[key] : undefined;
}

function normaliseValue(schema: ArgumentSchema | undefined, value: unknown, keepsNulls: boolean): unknown {
  switch (schema?.type) {
    case "object": {
      const object = fromJsonText(schema, value);
      return isObject(object) ? normaliseObject(schema, object, keepsNulls) : object;
    }
    case "array": {
      const list = fromJsonText(schema, value);
      return Array.isArray(list) ? list.map((item) => normaliseValue(schema.items, item, keepsNulls)) : list;
    }
    case "string":
      return toText(value);
    case "boolean":
      return toBoolean(value);
    case "integer":
    case "number":
      return toNumber(value);
    default:
      return value;
  }
}

/** Some clients send objects and lists as JSON text. */
function fromJsonText(schema: ArgumentSchema | undefined, value: unknown): unknown {
  if (typeof value !== "string" || (schema?.type !== "object" && schema?.type !== "array")) {
    return value;
  }
  try {
    return JSON.parse(value);
  } catch {
    // No JSON: the validation names the text as it was given.
    return value;
  }
}

function toText(value: unknown): unknown {
  if (typeof value === "number") {
    // A larger whole number has already lost its last digits, so its text would name another id.
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? value : String(value);
  }
  return Array.isArray(value) && value.length > 0 && value.every(isIdLike) ? value.join(",") : value;
}

function isIdLike(value: unknown): boolean {
  return typeof value === "string" ? ID_PATTERN.test(value) : Number.isSafeInteger(value);
}

function toBoolean(value: unknown): unknown {
  if (typeof value !== "string" && typeof value !== "number") {
    return value;
  }
  const word = String(value).toLowerCase();
  return TRUE_WORDS.has(word) ? true : FALSE_WORDS.has(word) ? false : value;
}

function toNumber(value: unknown): unknown {
  return typeof value === "string" && /^-?\d{1,15}(\.\d+)?$/.test(value.trim()) ? Number(value) : value;
}
