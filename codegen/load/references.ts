import { isObject, type JsonObject } from "./json.ts";

/** A `$ref` in its parts (RFC 3986 and 6901). */
interface Reference {
  /** The file as written, still encoded; empty for the file that holds the reference. */
  readonly uri: string;
  readonly fragment: string;
  /** The keys of the JSON pointer. */
  readonly keys: readonly string[];
}

/** Throws a URIError if the fragment has a percent sign that encodes nothing. */
export function splitReference(reference: string): Reference {
  const [uri = "", fragment = ""] = reference.split("#", 2);
  const keys = fragment.split("/").slice(1);
  return {
    uri,
    fragment,
    keys: keys.map((key) => decodeURIComponent(key).replaceAll("~1", "/").replaceAll("~0", "~")),
  };
}

export function isReference(value: unknown): value is JsonObject & { readonly $ref: string } {
  return isObject(value) && typeof value["$ref"] === "string";
}

/**
 * The value at a JSON pointer; undefined if there is none. `through` resolves a reference on the way: without
 * it the way ends there.
 */
export function nodeAt(document: unknown, keys: readonly string[], through?: (reference: string) => unknown): unknown {
  let node = document;
  for (const [index, key] of keys.entries()) {
    if (isReference(node) && through) {
      return nodeAt(through(node.$ref), keys.slice(index), through);
    }
    node =
      typeof node === "object" && node !== null && Object.hasOwn(node, key) ? (node as JsonObject)[key] : undefined;
  }
  return node;
}

/** The target of a reference: a value, and the file that the references inside it are relative to. */
interface Target {
  readonly value: unknown;
  readonly file: string;
  /** Identifies the place. */
  readonly place: string;
}

export interface Resolver {
  /** Throws if a reference leads nowhere. */
  find(reference: string, from: string): Target;
  /** Called for each value that the result has; throws if there are too many. */
  enter?(file: string, level: number): void;
  /** Throws for a reference to a place that holds it. */
  refuseCycle(place: string): never;
}

/** A copy of a value with every `$ref` replaced by its target. */
export function inlineReferences(value: unknown, file: string, resolver: Resolver): unknown {
  return inline(value, { file, trail: [], level: 0 }, resolver);
}

interface Position {
  readonly file: string;
  /** The references that led here. */
  readonly trail: readonly string[];
  readonly level: number;
}

function inline(value: unknown, position: Position, resolver: Resolver): unknown {
  const { file, trail, level } = position;
  resolver.enter?.(file, level);
  const inside = { file, trail, level: level + 1 };
  if (Array.isArray(value)) {
    return value.map((item) => inline(item, inside, resolver));
  }
  if (isReference(value)) {
    const target = resolver.find(value.$ref, file);
    if (trail.includes(target.place)) {
      resolver.refuseCycle(target.place);
    }
    return inline(target.value, { ...inside, file: target.file, trail: [...trail, target.place] }, resolver);
  }
  if (!isObject(value)) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inline(item, inside, resolver)]));
}
