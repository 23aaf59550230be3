import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import type { CleanUpHook } from "./processes.ts";

/** Gives each test folders of its own, gone after it. */
export function useTempFolders(whenOver: CleanUpHook = afterEach): () => string {
  const folders: string[] = [];
  whenOver(() => {
    for (const folder of folders.splice(0)) {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  return () => {
    const folder = mkdtempSync(join(tmpdir(), "digistore24-mcp-"));
    folders.push(folder);
    return folder;
  };
}

/** The lines of a file of JSON lines; an empty one counts as none. */
// biome-ignore lint/suspicious/noExplicitAny: tests read into lines of every shape
export function readJsonLines(file: string): any[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line.trim() !== "").map((line) => JSON.parse(line));
}
