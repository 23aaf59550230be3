import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";

export const MANIFEST_FOLDER = "deploy/kubernetes/base";

// biome-ignore lint/suspicious/noExplicitAny: each kind has a shape of its own, which the schemas check
export type Manifest = any;

/** Every object of the base by its kind; there is one of each. */
export function readManifests(): Readonly<Record<string, Manifest>> {
  const files = readdirSync(MANIFEST_FOLDER);
  return byKind(files.flatMap((file) => parseManifests(readFileSync(join(MANIFEST_FOLDER, file), "utf8"))));
}

/** Refuses what YAML forgives or warns of, such as a key given twice. */
export function parseManifests(text: string): Manifest[] {
  return parseAllDocuments(text, { strict: true, uniqueKeys: true }).map((document) => {
    if (document.errors.length + document.warnings.length > 0) {
      throw new Error([...document.errors, ...document.warnings].join("\n"));
    }
    return document.toJS();
  });
}

export function byKind(manifests: readonly Manifest[]): Readonly<Record<string, Manifest>> {
  return Object.fromEntries(manifests.map((manifest) => [manifest.kind, manifest]));
}
