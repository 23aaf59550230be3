import { isObject } from "../kit/is-object.ts";
import { FLAG_WORDS } from "../kit/yes-no.ts";
import type { ArgumentSchema } from "./tool-definition.ts";
import { structureIn, variantFor } from "./variants.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** Objects that hold some of the arguments. Agents often leave the wrapper out. */
export const WRAPPERS = ["data", "search"];
const ID_PATTERN = /^[A-Za-z0-9_-]+$/;

/**
 * Converts arguments to the types of their schema if only one meaning is possible, and leaves everything else for the
 * validation to report. Only null is dropped, which agents write for "not given". If the call overwrites
 * (`keepsNulls`), null for a text inside an object could also mean "clear", so it stays and is refused by name.
 */
export function normaliseArguments(schema: ArgumentSchema, args: JsonObject, keepsNulls: boolean): JsonObject {
  const given = Object.entries(moveIntoWrappers(schema, args)).filter(([, value]) => value !== null);
  return normaliseObject(schema, Object.fromEntries(given), keepsNulls);
}

/** `{ product_id, name_de }` means `{ product_id, data: { name_de } }`, unless a name is in both places. */
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
    .filter(([key, item]) => item !== null || (keepsNulls && couldBeCleared(memberSchema(schema, key))))
    .map(([key, item]) => [key, item === null ? item : normaliseValue(memberSchema(schema, key), item, keepsNulls)]);
  return Object.fromEntries(entries);
}

/** A flag, a number or a choice cannot be cleared: null there only means that it is not given. */
function couldBeCleared(schema: ArgumentSchema | undefined): boolean {
  // Of a value or a map, only a text can be cleared.
  return schema?.anyOf ? schema.anyOf.some(isFreeText) : isFreeText(schema) || isComposite(schema);
}

function isComposite(schema: ArgumentSchema | undefined): boolean {
  return ["object", "array", undefined].includes(schema?.type);
}

function isFreeText(schema: ArgumentSchema | undefined): boolean {
  return schema?.type === "string" && schema.enum === undefined && schema["maxLength"] !== 0;
}

/** The schema of a member, which is described by its name or by `additionalProperties`. */
export function memberSchema(schema: ArgumentSchema, key: string): ArgumentSchema | undefined {
  const rest = schema.additionalProperties;
  return describedMember(schema, key) ?? (typeof rest === "object" ? rest : undefined);
}

/** The schema that the description has for a name. An inherited name like `constructor` has none. */
export function describedMember({ properties }: ArgumentSchema, key: string): ArgumentSchema | undefined {
  return properties && Object.hasOwn(properties, key) ? properties[key] : undefined;
}

function normaliseValue(described: ArgumentSchema | undefined, given: unknown, keepsNulls: boolean): unknown {
  const value = fromJsonText(described, given);
  const schema = variantFor(described, value);
  switch (schema?.type) {
    case "object":
      return isObject(value) ? normaliseObject(schema, value, keepsNulls) : value;
    case "array":
      return Array.isArray(value) ? value.map((item) => normaliseValue(schema.items, item, keepsNulls)) : value;
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
  const structure = structureIn(schema);
  if (typeof value !== "string" || structure === undefined) {
    return value;
  }
  try {
    const parsed: unknown = JSON.parse(value);
    // Text like 123 is a value of the other variant.
    return schema?.anyOf && variantFor(schema, parsed) !== structure ? value : parsed;
  } catch {
    // Not JSON: the validation reports the text as it was given.
    return value;
  }
}

function toText(value: unknown): unknown {
  if (typeof value === "number") {
    // An unsafe integer has already lost its last digits, so its text would be another id.
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
  return FLAG_WORDS.get(String(value).toLowerCase()) ?? value;
}

function toNumber(value: unknown): unknown {
  return typeof value === "string" && /^-?\d{1,15}(\.\d+)?$/.test(value.trim()) ? Number(value) : value;
}
