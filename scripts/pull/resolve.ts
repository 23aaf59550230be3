import { inlineReferences, nodeAt, type Resolver } from "../../codegen/load/references.ts";
import { METHODS } from "./facts.ts";
import { isObject, type JsonObject } from "./json.ts";
import { MAX_LEVELS, MAX_NODES } from "./limits.ts";
import { PullError } from "./pull-error.ts";
import { readFiles } from "./read-files.ts";
import { readReference } from "./reference.ts";
import type { Source } from "./source.ts";

/** Reads a whole description, with every `$ref` replaced by its target. */
export async function resolveDescription(source: Source): Promise<JsonObject> {
  const files = await readFiles(source);
  const root = files.get(source.root);
  const version = isObject(root) ? root["openapi"] : undefined;
  if (!isObject(root) || typeof version !== "string" || !isObject(root["paths"])) {
    throw new PullError(`${source.name} is not an OpenAPI description: it has no \`openapi\` version or no paths`);
  }
  const resolver = createResolver(files);
  const items = Object.entries(root["paths"]).filter(([path]) => path.startsWith("/"));
  const paths = items.map(([path, item]) => [path, pathItem(resolver, path, item, source.root)]);
  return { ...root, paths: Object.fromEntries(paths) };
}

/** A file with other content would make its function look removed. */
function pathItem(resolver: Resolver, path: string, value: unknown, file: string): JsonObject {
  const item = inlineReferences(value, file, resolver);
  if (!isObject(item) || !METHODS.some((method) => isObject(item[method]))) {
    const place = isObject(value) && typeof value["$ref"] === "string" ? value["$ref"] : file;
    throw new PullError(`${place} does not describe ${JSON.stringify(path)}: it has no method`);
  }
  return item;
}

function createResolver(files: ReadonlyMap<string, unknown>): Resolver {
  let nodes = 0;
  return {
    find(reference, from) {
      const { file, keys } = readReference(reference, from);
      const place = `${file}#${keys.map((key) => `/${key}`).join("")}`;
      const value = nodeAt(files.get(file), keys);
      if (value === undefined) {
        throw new PullError(`${place} is referred to, but does not exist`);
      }
      return { value, file, place };
    },
    enter(file, level) {
      nodes++;
      if (nodes > MAX_NODES || level > MAX_LEVELS) {
        throw new PullError(`${file} is too large with its references inlined: they multiply or are nested too deeply`);
      }
    },
    refuseCycle(place) {
      throw new PullError(`${place} refers to itself`);
    },
  };
}
