import type { JsonObject } from "../contract/normalise-arguments.ts";
import { isObject } from "../kit/is-object.ts";
import { isSecretField } from "./mask-secrets.ts";

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
  const root: Field = { name: "", inner: new Map(), isNamed: false };
  for (const record of records) {
    addNames(record, root, names);
  }
  return names;
}

/** A place in all records. Its name is put together and added once, however many records have it. */
interface Field {
  readonly name: string;
  readonly inner: Map<string, Field>;
  isNamed: boolean;
}

function addNames(value: unknown, field: Field, names: Set<string>): void {
  if (typeof value === "object" && value !== null && addInner(value, field, names)) {
    return;
  }
  if (!field.isNamed) {
    field.isNamed = true;
    names.add(field.name);
  }
}

/** Whether there are values inside this one that have the names. */
function addInner(value: object, field: Field, names: Set<string>): boolean {
  if (Array.isArray(value)) {
    const hasObjects = value.some(isObject);
    for (const entry of hasObjects ? value : []) {
      addNames(entry, field, names);
    }
    return hasObjects;
  }
  const keys = Object.keys(value);
  for (const key of keys) {
    // A secret is one field, so that a count is the same whether or not it was hidden before.
    const inner = isSecretField(key) ? undefined : (value as JsonObject)[key];
    addNames(inner, fieldIn(field, key), names);
  }
  return keys.length > 0;
}

function fieldIn({ name, inner }: Field, key: string): Field {
  const known = inner.get(key);
  if (known) {
    return known;
  }
  const field = { name: name === "" ? key : `${name}.${key}`, inner: new Map(), isNamed: false };
  inner.set(key, field);
  return field;
}
