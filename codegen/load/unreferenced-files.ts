import { readdir } from "node:fs/promises";
import path from "node:path";
import type { Problem } from "../codegen-error.ts";

const DESCRIBES = /\.(ya?ml|json)$/;

/**
 * Files next to those that the description refers to, at any depth, that nothing refers to: their author believes that they are
 * generated. The root's own folder is left out, because other inputs are there, too.
 */
export async function unreferencedFiles(root: string, referenced: readonly string[]): Promise<Problem[]> {
  const folder = path.dirname(root);
  const used = new Set(referenced.map((file) => path.relative(folder, file)));
  const folders = new Set(
    [...used].filter((file) => path.dirname(file) !== ".").map((file) => file.split(path.sep)[0]),
  );
  folders.delete("..");
  const found = await Promise.all([...folders].map((name) => filesBelow(folder, name ?? "")));
  return found
    .flat()
    .filter((file) => DESCRIBES.test(file) && !used.has(file))
    .map((file) => ({ at: `${path.join(folder, file)}#/`, message: howToRefer(file, root) }));
}

async function filesBelow(folder: string, name: string): Promise<string[]> {
  const entries = await readdir(path.join(folder, name), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

function howToRefer(file: string, root: string): string {
  const line = `/${path.parse(file).name}: { $ref: ${file.split(path.sep).join("/")} }`;
  return `nothing refers to it; add \`${line}\` to the paths of ${path.basename(root)}, or remove the file`;
}
