import path from "node:path";
import type { BundleResult, Config, NormalizedProblem } from "@redocly/openapi-core";
import { assertNoProblems, CodegenError, compareCodeUnits, type Problem } from "../codegen-error.ts";
import { openapiCore } from "../packages.ts";
import { checkReferences } from "./check-references.ts";
import { isObject, type JsonObject } from "./json.ts";
import { inlineReferences, nodeAt, splitReference } from "./references.ts";
import { HTTP_METHODS, type SourceOperation, sourceOperations } from "./source-operations.ts";
import { unreferencedFiles } from "./unreferenced-files.ts";

interface LoadedDescription {
  /** The whole document in one piece and cleaned. Its `$ref`s stay, so that each shared type is printed once. */
  readonly document: JsonObject;
  readonly operations: readonly SourceOperation[];
  /** Every file the description consists of, relative to the working directory. */
  readonly files: readonly string[];
}

/** Reads an OpenAPI 3.0 or 3.1 description from `file` and all files it refers to. */
export async function loadDescription(file: string): Promise<LoadedDescription> {
  assertNoProblems(await checkReferences(file));
  const config = await openapiCore.createConfig({});
  const { document, result } = await readDocument({ ref: file, config });
  const files = [...result.fileDependencies].map(relativeFile);
  assertNoProblems(await unreferencedFiles(file, files));
  return { document, operations: await sourceOperations(dereference(document, file), file), files };
}

async function readDocument(options: BundleOptions): Promise<{ document: JsonObject; result: BundleResult }> {
  const result = await bundleDescription(options);
  const document: unknown = result.bundle.parsed;
  assertIsDescription(document, options.ref);
  dropStrayKeys(document);
  sortPaths(document);
  return { document, result };
}

interface BundleOptions {
  readonly ref: string;
  readonly config: Config;
}

/** The document with every `$ref` resolved. References that lead nowhere were reported before, except those through others. */
function dereference(document: JsonObject, file: string): JsonObject {
  const find = (reference: string) => {
    const value = resolvedValue(reference, document, []);
    if (value === undefined) {
      const message = `\`$ref\` ${reference} leads nowhere; refer to the place itself, not through another reference`;
      assertNoProblems([{ at: `${file}#/`, message }]);
    }
    return { value, file, place: reference };
  };
  const refuseCycle = (place: string): never => {
    const message = `\`$ref\` ${place} is part of a cycle; write the schema out to the depth that is needed`;
    throw new CodegenError([{ at: `${file}#/`, message }]);
  };
  return inlineReferences(document, file, { find, refuseCycle }) as JsonObject;
}

function resolvedValue(reference: string, document: JsonObject, trail: readonly string[]): unknown {
  return trail.includes(reference)
    ? undefined
    : nodeAt(document, splitReference(reference).keys, (next) => resolvedValue(next, document, [...trail, reference]));
}

async function bundleDescription(options: BundleOptions): Promise<BundleResult> {
  let result: BundleResult;
  try {
    result = await openapiCore.bundle(options);
  } catch (error) {
    // The reader throws if the root is not an object.
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    assertNoProblems([
      { at: `${options.ref}#/`, message: `cannot be read: ${reason}; check the file name and its YAML` },
    ]);
    throw error;
  }
  assertNoProblems(result.problems.filter(({ severity }) => severity === "error").map(toProblem));
  return result;
}

function toProblem({ message, location }: NormalizedProblem): Problem {
  const place = location[0];
  const file = place ? relativeFile(place.source.absoluteRef) : "";
  return { at: `${file}${place?.pointer ?? "#/"}`, message: `${message.replaceAll("\n", " ")}; correct the reference` };
}

function relativeFile(absolute: string): string {
  return path.relative(process.cwd(), absolute).split(path.sep).join("/");
}

function assertIsDescription(document: unknown, file: string): asserts document is JsonObject {
  const version = isObject(document) ? document["openapi"] : undefined;
  const isSupported = typeof version === "string" && /^3\.[01]\./.test(version);
  if (!(isSupported && isObject(document) && isObject(document["paths"]))) {
    const seen = version === undefined ? "no `openapi` key" : `openapi ${String(version)}`;
    assertNoProblems([{ at: `${file}#/openapi`, message: `${seen}; give an OpenAPI 3.0 or 3.1 document with paths` }]);
  }
}

/**
 * The vendor's document carries `components` inside path items, `{}` in place of a list, and security schemes it
 * never defines. None of it affects a call, so it is removed before a reader fails on it.
 */
function dropStrayKeys(document: JsonObject): void {
  for (const item of Object.values(document["paths"] as JsonObject).filter(isObject)) {
    for (const key of Object.keys(item)) {
      if (!(HTTP_METHODS as readonly string[]).includes(key) && key !== "parameters") {
        delete item[key];
      }
    }
    for (const operation of Object.values(item).filter(isObject)) {
      delete operation["security"];
      if (isObject(operation["parameters"]) && Object.keys(operation["parameters"]).length === 0) {
        delete operation["parameters"];
      }
    }
  }
}

/** The order in which an author lists the functions says nothing, so it must not show in any output. */
function sortPaths(document: JsonObject): void {
  const items = Object.entries(document["paths"] as JsonObject);
  document["paths"] = Object.fromEntries(items.toSorted(([a], [b]) => compareCodeUnits(a, b)));
}
