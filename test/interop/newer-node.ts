import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const HERE = resolve("test/interop");

/** What is large stands apart, one program to a package. */
export const PROGRAM_FOLDERS: readonly string[] = readdirSync(join(HERE, "programs")).map((name) =>
  join(HERE, "programs", name),
);

/** The Node.js that programs of others need, whatever runs here. */
export const NODE = join(HERE, "node_modules/node/bin/node");

/** The file that a program of `test/interop` is started by. */
export function programOf(packageName: string, command: string): string {
  const folder = folderOf(packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bin === "string" ? bin : bin[command]);
}

export function versionOf(packageName: string): string {
  return JSON.parse(readFileSync(join(folderOf(packageName), "package.json"), "utf8")).version;
}

function folderOf(packageName: string): string {
  const folders = [HERE, ...PROGRAM_FOLDERS].map((folder) => join(folder, "node_modules", packageName));
  const found = folders.find((folder) => existsSync(folder));
  if (found === undefined) {
    throw new Error(`${packageName} is not installed below test/interop. npm run test:interop installs it.`);
  }
  return found;
}
