import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const MODULES = resolve("test/interop/node_modules");

/** The Node.js that programs of others need, whatever runs here. */
export const NODE = join(MODULES, "node/bin/node");

/** The script that a program of `test/interop/package.json` is started by. */
export function programOf(packageName: string, command: string): string {
  const folder = join(MODULES, packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bin === "string" ? bin : bin[command]);
}

export function versionOf(packageName: string): string {
  return JSON.parse(readFileSync(join(MODULES, packageName, "package.json"), "utf8")).version;
}
