import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Everything that the build reads. This module is plain JavaScript, so that a start does not have to load a compiler. */
const SOURCES = ["src", "scripts/build.ts", "scripts/build", "package.json", "package-lock.json", "tsconfig.json"];
const RESULT = "dist/cli/main.js";
/** Not in `dist`, which is published. */
const STAMP = "node_modules/.cache/digistore24-mcp/built-from";

/** Whether `dist` has been built from the sources as they are now. */
export function isBuilt() {
  return existsSync(RESULT) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === describeSources();
}

/** Builds `dist`. A source that changes in the meantime is built by the next start. */
export async function stampBuild(build) {
  const sources = describeSources();
  rmSync(STAMP, { force: true });
  await build();
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, sources);
}

/** Names, sizes and times of all sources: also a deleted file, or one that is replaced by an older one, is a change. */
function describeSources() {
  const lines = SOURCES.filter((source) => existsSync(source))
    .flatMap(filesIn)
    .sort()
    .map(describeFile);
  return createHash("sha256").update(lines.join("\n")).digest("hex");
}

function filesIn(path) {
  return statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => filesIn(join(path, name))) : [path];
}

function describeFile(path) {
  const { size, mtimeMs } = statSync(path);
  return `${path} ${size} ${mtimeMs}`;
}
