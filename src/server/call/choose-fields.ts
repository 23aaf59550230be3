import { isObject, type JsonObject } from "../contract/normalise-arguments.ts";

export interface ChosenFields {
  readonly data: unknown;
  /** Names that no item has. They are reported, because the API's spelling is easy to get wrong. */
  readonly unknown: readonly string[];
}

/**
 * Reduces every item of a list answer to the named fields (`buyer.email` reaches inside). Items are the entries of
 * `data` itself or of any list directly in it; everything outside the lists (paging, summary) stays.
 */
export function chooseFields(data: unknown, fields: readonly string[]): ChosenFields {
  const found = new Set<string>();
  let itemCount = 0;
  const reduce = (items: readonly unknown[]) =>
    items.map((item) => {
      if (!isObject(item)) {
        return item;
      }
      itemCount++;
      return pick(item, fields, found);
    });
  let reduced = data;
  if (Array.isArray(data)) {
    reduced = reduce(data);
  } else if (isObject(data)) {
    const entries = Object.entries(data).map(([key, value]) => [key, Array.isArray(value) ? reduce(value) : value]);
    reduced = Object.fromEntries(entries);
  }
  return { data: reduced, unknown: itemCount === 0 ? [] : fields.filter((field) => !found.has(field)) };
}

function pick(item: JsonObject, fields: readonly string[], found: Set<string>): JsonObject {
  const picked: Record<string, unknown> = {};
  for (const field of fields) {
    if (copyPath(item, picked, field.split("."))) {
      found.add(field);
    }
  }
  return picked;
}

function copyPath(source: JsonObject, target: Record<string, unknown>, [key = "", ...rest]: string[]): boolean {
  if (!Object.hasOwn(source, key)) {
    return false;
  }
  const value = source[key];
  if (rest.length === 0) {
    target[key] = value;
    return true;
  }
  if (!isObject(value)) {
    return false;
  }
  const inner = isObject(target[key]) ? { ...target[key] } : {};
  const isFound = copyPath(value, inner, rest);
  if (isFound) {
    target[key] = inner;
  }
  return isFound;
}
