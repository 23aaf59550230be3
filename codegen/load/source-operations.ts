import { readFile } from "node:fs/promises";
import path from "node:path";
import { assertNoProblems, type Problem, pointerKey } from "../codegen-error.ts";
import { openapiCore } from "../packages.ts";
import { isObject, type JsonObject } from "./json.ts";

export const HTTP_METHODS = ["get", "post", "put", "delete", "patch"] as const;
export type HttpMethod = (typeof HTTP_METHODS)[number];

/** One operation with every `$ref` resolved. `at` names its place in the author's own files. */
export interface SourceOperation {
  readonly path: string;
  readonly method: HttpMethod;
  readonly at: string;
  readonly operation: JsonObject;
}

/** The operations of a document without references, whose root is `file`. */
export async function sourceOperations(document: JsonObject, file: string): Promise<SourceOperation[]> {
  const pathFiles = await referencedPathFiles(file);
  const operations: SourceOperation[] = [];
  const problems: Problem[] = [];
  for (const [urlPath, item] of Object.entries(document["paths"] as JsonObject)) {
    const place = pathFiles.get(urlPath) ?? `${file}#/paths/${pointerKey(urlPath)}`;
    if (isObject(item) && item["parameters"] !== undefined) {
      const message = "parameters of a whole path are not supported; write them into the operation";
      problems.push({ at: `${place}/parameters`, message });
    }
    for (const method of HTTP_METHODS) {
      const operation = isObject(item) ? item[method] : undefined;
      if (isObject(operation)) {
        operations.push({ path: urlPath, method, at: `${place}/${method}`, operation });
      }
    }
  }
  assertNoProblems(problems);
  return operations;
}

/** The targets of the root's path items, so that problems name the file to open. */
async function referencedPathFiles(file: string): Promise<Map<string, string>> {
  const root: unknown = openapiCore.parseYaml(await readFile(file, "utf8"));
  const items = isObject(root) && isObject(root["paths"]) ? Object.entries(root["paths"]) : [];
  const places = new Map<string, string>();
  for (const [urlPath, item] of items) {
    const target = isObject(item) ? item["$ref"] : undefined;
    if (typeof target === "string") {
      const [uri = "", fragment = ""] = target.split("#");
      places.set(urlPath, `${uri === "" ? file : path.join(path.dirname(file), uri)}#${fragment}`);
    }
  }
  return places;
}
