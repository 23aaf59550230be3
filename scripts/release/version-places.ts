import { findNodeAtLocation, parseTree } from "jsonc-parser";
import { isScalar, parseDocument } from "yaml";
import { ReleaseError } from "./release-error.ts";

interface VersionPlace {
  /** JSON or YAML. */
  readonly file: string;
  readonly at: readonly (string | number)[];
  /** Stands in front of the version in the same value. */
  readonly prefix?: string;
}

/** Every place that names the version. The desktop bundle, the image and the server itself take it from package.json. */
export const VERSION_PLACES: readonly VersionPlace[] = [
  { file: "package.json", at: ["version"] },
  { file: "package-lock.json", at: ["version"] },
  { file: "package-lock.json", at: ["packages", "", "version"] },
  { file: "server.json", at: ["version"] },
  { file: "server.json", at: ["packages", 0, "identifier"], prefix: "ghcr.io/example/digistore24-mcp:" },
  { file: "compose.yaml", at: ["x-locked-down", "image"], prefix: "digistore24-mcp:" },
  { file: "deploy/kubernetes/base/kustomization.yaml", at: ["images", 0, "newTag"] },
];

interface FoundValue {
  readonly value: unknown;
  /** The part of the file that holds it, with its quotation marks. */
  readonly start: number;
  readonly end: number;
}

type FoundText = FoundValue & { readonly value: string };

export function readVersion(text: string, place: VersionPlace): string {
  return locate(text, place).value;
}

/** Replaces the version and leaves every other byte of the file as it is. */
export function writeVersion(text: string, place: VersionPlace, version: string): string {
  const { value, start, end } = locate(text, place);
  const found = text.slice(start, end);
  return `${text.slice(0, start)}${found.replace(value, () => version)}${text.slice(end)}`;
}

/** Names the places that do not have this version. */
export function placesOtherThan(version: string, read: (file: string) => string): readonly string[] {
  return VERSION_PLACES.flatMap((place) => {
    const found = readVersion(read(place.file), place);
    return found === version ? [] : [`${describe(place)} is ${found}`];
  });
}

function locate(text: string, place: VersionPlace): FoundText {
  const { file, at, prefix = "" } = place;
  const found = file.endsWith(".json") ? findInJson(text, at) : findInYaml(text, at);
  if (typeof found?.value !== "string" || !found.value.startsWith(prefix)) {
    throw new ReleaseError(`${describe(place)} must be a text${prefix && ` that begins with “${prefix}”`}`);
  }
  return { ...found, value: found.value.slice(prefix.length) };
}

function findInJson(text: string, at: VersionPlace["at"]): FoundValue | undefined {
  const tree = parseTree(text);
  const node = tree && findNodeAtLocation(tree, [...at]);
  return node && { value: node.value, start: node.offset, end: node.offset + node.length };
}

function findInYaml(text: string, at: VersionPlace["at"]): FoundValue | undefined {
  const node = parseDocument(text).getIn(at, true);
  return isScalar(node) && node.range ? { value: node.value, start: node.range[0], end: node.range[1] } : undefined;
}

function describe({ file, at }: VersionPlace): string {
  const path = at.map((key) => (key === "" ? '""' : key)).join(".");
  return `${path} in ${file}`;
}
