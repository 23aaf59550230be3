import { type JsonValue, paths } from "jsonpath-rfc9535";
import { parse } from "yaml";
import { isObject, type JsonObject } from "./json.ts";
import { PullError } from "./pull-error.ts";

/** One correction: OpenAPI Overlay Specification 1.0.0, section 4.4.3. */
interface Action {
  readonly target: string;
  /** The reason; the specification makes it optional, but we require it. */
  readonly description: string;
  readonly update?: unknown;
  readonly remove?: boolean;
}

const VERSION = /^1\.0\.\d+$/;

/** Applies an overlay to a document, in place. Returns a line for each action that no longer has anything to correct. */
export function applyOverlay(document: JsonObject, overlayText: string, name: string): string[] {
  return readActions(overlayText, name).flatMap(({ target, description, update, remove }) => {
    const places = findPlaces(document, target, name);
    if (places.length === 0) {
      return [`${target} does not exist: the correction is no longer needed, or no longer fits (${description})`];
    }
    if (remove !== true && places.every((place) => contains(valueAt(document, place), update))) {
      return [`${target} already has this: the correction is no longer needed (${description})`];
    }
    for (const place of places.toReversed()) {
      if (remove === true) {
        removeAt(document, place);
      } else {
        merge(document, place, update);
      }
    }
    return [];
  });
}

/** Whether a value already contains an update. In a list, an item with the same name is enough. */
function contains(value: unknown, update: unknown): boolean {
  if (Array.isArray(value)) {
    return (Array.isArray(update) ? update : [update]).every((item) => value.some((held) => isSameItem(held, item)));
  }
  if (isObject(value) && isObject(update)) {
    return Object.entries(update).every(([key, inner]) => Object.hasOwn(value, key) && contains(value[key], inner));
  }
  return value === update;
}

function isSameItem(held: unknown, item: unknown): boolean {
  const names = [held, item].map((parameter) => (isObject(parameter) ? parameter["name"] : undefined));
  return names[1] === undefined ? contains(held, item) : names[0] === names[1];
}

function readActions(text: string, name: string): Action[] {
  const overlay = parseOverlay(text, name);
  const actions = isObject(overlay) ? overlay["actions"] : undefined;
  if (!isObject(overlay) || !VERSION.test(String(overlay["overlay"])) || !Array.isArray(actions)) {
    throw new PullError(`${name} is not an OpenAPI Overlay 1.0: it needs \`overlay: 1.0.0\` and a list of actions`);
  }
  return actions.map((action, index) => {
    const isUsable =
      isObject(action) && typeof action["target"] === "string" && typeof action["description"] === "string";
    if (!isUsable || (action["remove"] !== true && !("update" in action))) {
      throw new PullError(`${name}, action ${index + 1}: target, description and update or remove are required`);
    }
    return action as unknown as Action;
  });
}

function parseOverlay(text: string, name: string): unknown {
  try {
    return parse(text, { logLevel: "error" });
  } catch (error) {
    throw new PullError(`${name} is not YAML: ${(error as Error).message.split("\n")[0]}`);
  }
}

/** RFC 9535 normalized paths, as lists of keys. */
function findPlaces(document: JsonObject, target: string, name: string): (string | number)[][] {
  try {
    return paths(document as JsonValue, target).map(keysOf);
  } catch (error) {
    throw new PullError(`${name}: ${target} is not a JSONPath: ${(error as Error).message.split("\n")[0]}`);
  }
}

function keysOf(normalized: string): (string | number)[] {
  const parts = normalized.matchAll(/\['((?:[^'\\]|\\.)*)'\]|\[(\d+)\]/g);
  return [...parts].map(([, key, index]) =>
    key === undefined
      ? Number(index)
      : (JSON.parse(`"${key.replaceAll("\\'", "'").replaceAll('"', '\\"')}"`) as string),
  );
}

function valueAt(document: JsonObject, place: readonly (string | number)[]): unknown {
  return place.reduce<unknown>((value, key) => (value as JsonObject)[key], document);
}

function parentOf(document: JsonObject, place: readonly (string | number)[]): JsonObject {
  return valueAt(document, place.slice(0, -1)) as JsonObject;
}

function removeAt(document: JsonObject, place: readonly (string | number)[]): void {
  const parent: unknown = parentOf(document, place);
  const key = place.at(-1) ?? "";
  if (Array.isArray(parent)) {
    parent.splice(Number(key), 1);
  } else {
    delete (parent as JsonObject)[key];
  }
}

/** Objects are merged member by member, lists are appended to, and any other value takes the place of the old. */
function merge(document: JsonObject, place: readonly (string | number)[], update: unknown): void {
  const key = place.at(-1);
  if (key === undefined) {
    Object.assign(document, mergedValue(document, update));
  } else {
    const parent = parentOf(document, place);
    parent[key] = mergedValue(parent[key], update);
  }
}

function mergedValue(value: unknown, update: unknown): unknown {
  if (Array.isArray(value)) {
    return [...value, ...(Array.isArray(update) ? update : [update])];
  }
  if (!isObject(value) || !isObject(update)) {
    return update;
  }
  const changed = Object.entries(update).map(([key, inner]) => [key, mergedValue(value[key], inner)]);
  return { ...value, ...Object.fromEntries(changed) };
}
