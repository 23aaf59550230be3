import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { furtherFiles, writeFurtherFiles } from "../../scripts/further-files.ts";
import { useTempFolders } from "../support/temp-folder.ts";

const tempFolder = useTempFolders();

test("npm run regen names the files outside src/generated that it writes", async () => {
  const folder = tempFolder();
  const files = new Map([
    ["docs/one.md", "one"],
    ["docs/two.md", "two"],
  ]);
  expect(await writeFurtherFiles(files, folder)).toEqual([
    "2 files elsewhere, 2 written",
    "  missing  docs/one.md",
    "  missing  docs/two.md",
  ]);
  writeFileSync(join(folder, "docs/two.md"), "edited");
  expect(await writeFurtherFiles(files, folder)).toEqual(["2 files elsewhere, 1 written", "  changed  docs/two.md"]);
  expect(readFileSync(join(folder, "docs/two.md"), "utf8")).toBe("two");
  expect(await writeFurtherFiles(files, folder)).toEqual(["2 files elsewhere, all as they were"]);
});

test("these are the pages and the tables, and CONTRIBUTING names each", async () => {
  const contributing = readFileSync("CONTRIBUTING.md", "utf8");
  const files = [...(await furtherFiles()).keys()];
  expect(files).toHaveLength(4);
  expect(files.filter((file) => !contributing.includes(file))).toEqual([]);
});
