import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { buildPage, PAGES } from "./build-app.ts";
import { toolsetsPage } from "./toolsets-page.ts";
import { withVariables } from "./variables-section.ts";

const OPERATING = "docs/operating.md";

/** The files outside `src/generated` that `npm run regen` writes, with their texts. */
export async function furtherFiles(): Promise<ReadonlyMap<string, string>> {
  const pages = await Promise.all(
    PAGES.map(async (page): Promise<[string, string]> => [page.file, await buildPage(page)]),
  );
  return new Map([
    [OPERATING, withVariables(await readFile(OPERATING, "utf8"))],
    ["docs/toolsets.md", toolsetsPage()],
    ...pages,
  ]);
}

/** Writes the files that differ, and returns lines that name them. */
export async function writeFurtherFiles(files: ReadonlyMap<string, string>, folder = "."): Promise<readonly string[]> {
  const written: string[] = [];
  for (const [file, text] of files) {
    const target = path.join(folder, file);
    const before = await readFile(target, "utf8").catch(() => undefined);
    if (before !== text) {
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, text);
      written.push(`  ${before === undefined ? "missing" : "changed"}  ${file}`);
    }
  }
  const outcome = written.length === 0 ? "all as they were" : `${written.length} written`;
  return [`${files.size} files elsewhere, ${outcome}`, ...written];
}
