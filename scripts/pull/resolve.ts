import { METHODS } from "./facts.ts";
import { isObject, type JsonObject } from "./json.ts";
import { MOST_LEVELS, MOST_NODES } from "./limits.ts";
import { PullError } from "./pull-error.ts";
import { readFiles } from "./read-files.ts";
import { type Reference, readReference } from "./reference.ts";
import type { Source } from "./source.ts";

/** Reads a description whole, with what each `$ref` stands for in its place. */
export async function resolveDescription(source: Source): Promise<JsonObject> {
  const files = await readFiles(source);
  const root = files.get(source.root);
  const version = isObject(root) ? root["openapi"] : undefined;
  if (!isObject(root) || typeof version !== "string" || !isObject(root["paths"])) {
    throw new PullError(`${source.name} is no OpenAPI description: it has no \`openapi\` version or no paths`);
  }
  const resolver = { files, nodes: 0 };
  const items = Object.entries(root["paths"]).filter(([path]) => path.startsWith("/"));
  const paths = items.map(([path, item]) => [path, pathItem(resolver, path, item, source.root)]);
  return { ...root, paths: Object.fromEntries(paths) };
}

/** A file that holds something else would make its function look as if it were gone. */
function pathItem(resolver: Resolver, path: string, value: unknown, file: string): JsonObject {
  const item = inline(resolver, value, file, []);
  if (!isObject(item) || !METHODS.some((method) => isObject(item[method]))) {
    const place = isObject(value) && typeof value["$ref"] === "string" ? value["$ref"] : file;
    throw new PullError(`${place} does not describe ${JSON.stringify(path)}: it has no method`);
  }
  return item;
}

interface Resolver {
  readonly files: ReadonlyMap<string, unknown>;
  nodes: number;
}

/** `trail` holds the references that led here. */
function inline(resolver: Resolver, value: unknown, file: string, trail: readonly string[], level = 0): unknown {
  resolver.nodes++;
  if (resolver.nodes > MOST_NODES || level > MOST_LEVELS) {
    throw new PullError(`${file} stands for more than can be: its references multiply or lead too deep`);
  }
  if (Array.isArray(value)) {
    return value.map((item) => inline(resolver, item, file, trail, level + 1));
  }
  if (!isObject(value)) {
    return value;
  }
  if (typeof value["$ref"] === "string") {
    const target = readReference(value["$ref"], file);
    const place = `${target.file}#${target.keys.map((key) => `/${key}`).join("")}`;
    if (trail.includes(place)) {
      throw new PullError(`${place} refers to itself`);
    }
    return inline(resolver, lookUp(resolver, target, place), target.file, [...trail, place], level + 1);
  }
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, item]) => [key, inline(resolver, item, file, trail, level + 1)]));
}

function lookUp({ files }: Resolver, { file, keys }: Reference, place: string): unknown {
  const found = keys.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key) ? (value as JsonObject)[key] : undefined,
    files.get(file),
  );
  if (found === undefined) {
    throw new PullError(`${place} is referred to, but not there`);
  }
  return found;
}
