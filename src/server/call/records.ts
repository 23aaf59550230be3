import type { JsonObject } from "../contract/normalise-arguments.ts";
import { isObject } from "../kit/is-object.ts";

/** The names that lead from an answer to a list or map of records. */
export type RecordPlace = readonly string[];
type Change = (record: JsonObject, place: RecordPlace) => JsonObject;

/**
 * Applies a change to every record of an answer. The records of a list are its entries, wherever the list is in the
 * answer. Any other answer is one record, or an object of records by id.
 */
export function mapRecords(data: JsonObject, isList: boolean, change: Change): JsonObject {
  if (isList) {
    return mapLists(data, [], change);
  }
  const members = Object.entries(data);
  return members.length > 0 && members.every(([, value]) => isObject(value))
    ? Object.fromEntries(members.map(([key, value]) => [key, change(value as JsonObject, [key])]))
    : change(data, []);
}

/** Lists next to each other are all lists of records. A list further inside is one only if there is none above it. */
function mapLists(data: JsonObject, place: RecordPlace, change: Change): JsonObject {
  const members = Object.entries(data);
  const hasList = members.some(([, value]) => isListOfObjects(value));
  return Object.fromEntries(
    members.map(([key, value]) => {
      const here = [...place, key];
      if (hasList) {
        return [
          key,
          isListOfObjects(value) ? value.map((entry) => (isObject(entry) ? change(entry, here) : entry)) : value,
        ];
      }
      return [key, isObject(value) ? mapLists(value, here, change) : value];
    }),
  );
}

function isListOfObjects(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.some(isObject);
}

export function recordsOf(data: JsonObject, isList: boolean): JsonObject[] {
  const records: JsonObject[] = [];
  mapRecords(data, isList, (record) => {
    records.push(record);
    return record;
  });
  return records;
}

/** The dotted names of all values in the records. Lists add nothing to a name: `items.quantity`. */
export function fieldNames(records: readonly JsonObject[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const record of records) {
    addNames(record, "", names);
  }
  return names;
}

function addNames(value: unknown, name: string, names: Set<string>): void {
  if (Array.isArray(value) && value.some(isObject)) {
    for (const entry of value) {
      addNames(entry, name, names);
    }
  } else if (isObject(value) && Object.keys(value).length > 0) {
    for (const [key, inner] of Object.entries(value)) {
      addNames(inner, name === "" ? key : `${name}.${key}`, names);
    }
  } else {
    names.add(name);
  }
}
