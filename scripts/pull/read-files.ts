import pLimit from "p-limit";
import { parse } from "yaml";
import { isObject } from "./json.ts";
import { inMegabytes, MAX_ALIASES, MAX_FILES, MAX_LEVELS, MAX_TOTAL_BYTES } from "./limits.ts";
import { PullError } from "./pull-error.ts";
import { readReference } from "./reference.ts";
import type { Source } from "./source.ts";

const FILES_AT_ONCE = 8;

/** The root of a source and all files that it leads to, parsed. */
export async function readFiles(source: Source): Promise<Map<string, unknown>> {
  const files = new Map<string, unknown>();
  const limit = pLimit(FILES_AT_ONCE);
  let bytes = 0;
  const load = async (file: string) => {
    const text = await source.read(file);
    bytes += Buffer.byteLength(text);
    if (bytes > MAX_TOTAL_BYTES) {
      throw new PullError(`${source.name} is larger than ${inMegabytes(MAX_TOTAL_BYTES)} in all`);
    }
    return parseYaml(text, file);
  };
  let found = [source.root];
  while (found.length > 0) {
    if (files.size + found.length > MAX_FILES) {
      throw new PullError(`${source.name} refers to more than ${MAX_FILES} files`);
    }
    const documents = await limit.map(found, load).finally(() => limit.clearQueue());
    for (const [index, file] of found.entries()) {
      files.set(file, documents[index]);
    }
    const next = found.flatMap((file, index) => [...referencedFiles(documents[index], file)]);
    found = [...new Set(next)].filter((file) => !files.has(file));
  }
  return files;
}

function parseYaml(text: string, file: string): unknown {
  // As YAML the tags of most pages would be one long text.
  if (/^\s*<[!a-z]/i.test(text)) {
    throw new PullError(`${file} is a web page, not YAML`);
  }
  try {
    return parse(text, { maxAliasCount: MAX_ALIASES, logLevel: "error" });
  } catch (error) {
    throw new PullError(`${file} is not YAML: ${(error as Error).message.split("\n")[0]}`);
  }
}

function* referencedFiles(value: unknown, from: string): Generator<string> {
  const waiting: { readonly value: unknown; readonly level: number }[] = [{ value, level: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { level } = next;
    if (level > MAX_LEVELS) {
      throw new PullError(`${from} is nested deeper than ${MAX_LEVELS} levels`);
    }
    if (isObject(next.value) && typeof next.value["$ref"] === "string") {
      yield readReference(next.value["$ref"], from).file;
    }
    const members = typeof next.value === "object" && next.value !== null ? Object.values(next.value) : [];
    waiting.push(...members.map((inner) => ({ value: inner, level: level + 1 })));
  }
}
