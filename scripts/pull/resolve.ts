import path from "node:path";
import pLimit from "p-limit";
import { parse } from "yaml";
import { isObject, type JsonObject } from "./json.ts";
import { PullError } from "./pull-error.ts";
import type { Source } from "./source.ts";

const MOST_FILES = 1000;
const FILES_AT_ONCE = 8;
/** The vendor's own description has 60,000; a few lines of references can stand for billions. */
const MOST_NODES = 2_000_000;
const DEEPEST = 100;
/** Aliases are a way to write a huge document in a few lines; descriptions hardly use them. */
const MOST_ALIASES = 100;

/** Reads a description whole, with what each `$ref` stands for in its place. */
export async function resolveDescription(source: Source): Promise<JsonObject> {
  const files = await readFiles(source);
  const root = files.get(source.root);
  const version = isObject(root) ? root["openapi"] : undefined;
  if (!isObject(root) || typeof version !== "string" || !isObject(root["paths"])) {
    throw new PullError(`${source.name} is no OpenAPI description: it has no \`openapi\` version or no paths`);
  }
  const resolver = { files, nodes: 0 };
  return { ...root, paths: inline(resolver, root["paths"], source.root, []) };
}

/** The root and all files that it leads to, parsed. */
async function readFiles(source: Source): Promise<Map<string, unknown>> {
  const files = new Map<string, unknown>();
  const limit = pLimit(FILES_AT_ONCE);
  let found = [source.root];
  while (found.length > 0) {
    if (files.size + found.length > MOST_FILES) {
      throw new PullError(`${source.name} refers to more than ${MOST_FILES} files`);
    }
    const documents = await limit.map(found, async (file) => parseYaml(await source.read(file), file));
    for (const [index, file] of found.entries()) {
      files.set(file, documents[index]);
    }
    const next = found.flatMap((file, index) => [...referencedFiles(documents[index], file)]);
    found = [...new Set(next)].filter((file) => !files.has(file));
  }
  return files;
}

function parseYaml(text: string, file: string): unknown {
  try {
    return parse(text, { maxAliasCount: MOST_ALIASES, logLevel: "error" });
  } catch (error) {
    throw new PullError(`${file} is no YAML: ${(error as Error).message.split("\n")[0]}`);
  }
}

function* referencedFiles(value: unknown, from: string): Generator<string> {
  const waiting: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { depth } = next;
    if (depth > DEEPEST) {
      throw new PullError(`${from} is nested deeper than ${DEEPEST} levels`);
    }
    if (isObject(next.value) && typeof next.value["$ref"] === "string") {
      yield splitReference(next.value["$ref"], from).file;
    }
    const members = typeof next.value === "object" && next.value !== null ? Object.values(next.value) : [];
    waiting.push(...members.map((inner) => ({ value: inner, depth: depth + 1 })));
  }
}

/** File and place that a reference means. Throws for one that leads out of the source. */
function splitReference(reference: string, from: string): { file: string; pointer: string } {
  const [target = "", pointer = ""] = reference.split("#", 2);
  const file = target === "" ? from : path.posix.join(path.posix.dirname(from), target.replaceAll("%20", " "));
  const leadsOut = /^[a-z][a-z0-9+.-]*:|^[/\\]|^\/\//i.test(target) || file.startsWith("..") || /[\\%?]/.test(target);
  if (leadsOut) {
    throw new PullError(`${from} refers to ${JSON.stringify(reference.slice(0, 200))}, which lies outside the source`);
  }
  return { file, pointer };
}

interface Resolver {
  readonly files: ReadonlyMap<string, unknown>;
  nodes: number;
}

function inline(resolver: Resolver, value: unknown, file: string, trail: readonly string[]): unknown {
  resolver.nodes++;
  if (resolver.nodes > MOST_NODES || trail.length > DEEPEST) {
    throw new PullError(`${file} stands for more than can be: its references multiply or lead in a circle`);
  }
  if (Array.isArray(value)) {
    return value.map((item) => inline(resolver, item, file, trail));
  }
  if (!isObject(value)) {
    return value;
  }
  if (typeof value["$ref"] === "string") {
    const target = splitReference(value["$ref"], file);
    const place = `${target.file}#${target.pointer}`;
    if (trail.includes(place)) {
      throw new PullError(`${place} refers to itself`);
    }
    return inline(resolver, lookUp(resolver, target), target.file, [...trail, place]);
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inline(resolver, item, file, trail)]));
}

function lookUp({ files }: Resolver, { file, pointer }: { file: string; pointer: string }): unknown {
  const keys = pointer
    .split("/")
    .slice(1)
    .map((key) => decodeURIComponent(key).replaceAll("~1", "/").replaceAll("~0", "~"));
  const found = keys.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key) ? (value as JsonObject)[key] : undefined,
    files.get(file),
  );
  if (found === undefined) {
    throw new PullError(`${file}#${pointer} is referred to, but not there`);
  }
  return found;
}
