import type { JsonObject } from "../contract/normalise-arguments.ts";
import { isObject } from "../kit/is-object.ts";
import { mapRecords, type RecordPlace } from "./records.ts";

interface ChosenFields {
  readonly data: JsonObject;
  /** Names that no record has. They are reported, because the API's spelling is easy to get wrong. */
  readonly unknown: readonly string[];
}

/** A name, cut at its dots, as a tree. All chosen names of a record are one tree, so that they share their parents. */
interface Choice {
  readonly inner: Map<string, Choice>;
  /** The names, as the caller spelled them, that end here. */
  readonly names: string[];
}

/** Stands for every member of an object whose names are ids or currencies, as in the reference. */
const ANY_KEY = "<key>";

/**
 * Reduces every record of an answer to the named fields. A name passes through objects and lists at any depth. These
 * are the same: `items.quantity`, `items[].quantity` and, from the top of the answer, `purchase_list[].items[].quantity`.
 */
export function chooseFields(data: JsonObject, fields: readonly string[], isList: boolean): ChosenFields {
  const found = new Set<string>();
  const choices = new Map<string, Choice>();
  let recordCount = 0;
  const chosen = mapRecords(data, isList, (record, place) => {
    recordCount++;
    const key = place.join(".");
    const choice = choices.get(key) ?? choiceOf(fields, place);
    choices.set(key, choice);
    return pick(record, choice, found) ?? {};
  });
  return { data: chosen, unknown: recordCount === 0 ? [] : fields.filter((field) => !found.has(field)) };
}

function choiceOf(fields: readonly string[], place: RecordPlace): Choice {
  const root: Choice = { inner: new Map(), names: [] };
  for (const field of fields) {
    const path = field.replaceAll("[]", "").split(".");
    addTo(root, path, field);
    const isFromTop = place.length > 0 && place.every((name, index) => [name, ANY_KEY].includes(path[index] ?? ""));
    if (isFromTop && path.length > place.length) {
      addTo(root, path.slice(place.length), field);
    }
  }
  return root;
}

function addTo(root: Choice, path: readonly string[], field: string): void {
  let choice = root;
  for (const name of path) {
    const next = choice.inner.get(name) ?? { inner: new Map(), names: [] };
    choice.inner.set(name, next);
    choice = next;
  }
  choice.names.push(field);
}

/** Undefined if the object has none of the fields. */
function pick(object: JsonObject, { inner }: Choice, found: Set<string>): JsonObject | undefined {
  const picked: Record<string, unknown> = {};
  let isEmpty = true;
  for (const [name, choice] of inner) {
    const keys = name === ANY_KEY ? Object.keys(object) : Object.hasOwn(object, name) ? [name] : [];
    for (const key of keys) {
      const value = pickValue(object[key], choice, found);
      if (value !== undefined) {
        setMember(picked, key, value);
        isEmpty = false;
      }
    }
  }
  return isEmpty ? undefined : picked;
}

/** Assigned like the others, `__proto__` would become the prototype instead of a member. */
function setMember(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__") {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[key] = value;
  }
}

function pickValue(value: unknown, choice: Choice, found: Set<string>): unknown {
  if (choice.names.length > 0 || (Array.isArray(value) && value.length === 0)) {
    markFound(choice, found);
    return value;
  }
  if (Array.isArray(value)) {
    const entries = value.map((entry) => (isObject(entry) ? pick(entry, choice, found) : undefined));
    return entries.every((entry) => entry === undefined) ? undefined : entries.map((entry) => entry ?? {});
  }
  return isObject(value) ? pick(value, choice, found) : undefined;
}

/** A whole value contains all that is named inside it, and an empty list says nothing about the names of its items. */
function markFound({ names, inner }: Choice, found: Set<string>): void {
  for (const name of names) {
    found.add(name);
  }
  for (const choice of inner.values()) {
    markFound(choice, found);
  }
}
