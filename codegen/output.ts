import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { compareCodeUnits } from "./codegen-error.ts";

export interface Difference {
  readonly kind: "changed" | "missing" | "orphan";
  readonly file: string;
  /** 1-based; set for `changed`. */
  readonly line?: number;
}

/** How `folder` differs from what the generator would write, sorted by file. */
export async function diffFiles(files: ReadonlyMap<string, string>, folder: string): Promise<Difference[]> {
  const present = new Set(await listFiles(folder));
  const differences: Difference[] = [...present]
    .filter((file) => !files.has(file))
    .map((file) => ({ kind: "orphan", file }));
  for (const [file, text] of files) {
    if (!present.has(file)) {
      differences.push({ kind: "missing", file });
      continue;
    }
    const seen = await readFile(path.join(folder, file), "utf8");
    if (seen !== text) {
      differences.push({ kind: "changed", file, line: firstDifferentLine(seen, text) });
    }
  }
  return differences.toSorted((a, b) => compareCodeUnits(a.file, b.file));
}

/** Makes `folder` hold exactly these files. Touches only what differs. */
export async function writeFiles(files: ReadonlyMap<string, string>, folder: string): Promise<Difference[]> {
  const differences = await diffFiles(files, folder);
  for (const { kind, file } of differences) {
    const target = path.join(folder, file);
    if (kind === "orphan") {
      await rm(target);
    } else {
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, files.get(file) ?? "");
    }
  }
  return differences;
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") {
        return [];
      }
      throw error;
    },
  );
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"));
}

function firstDifferentLine(a: string, b: string): number {
  const [left, right] = [a.split("\n"), b.split("\n")];
  const index = left.findIndex((line, position) => line !== right[position]);
  return (index === -1 ? left.length : index) + 1;
}
