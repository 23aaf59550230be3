import { execSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Everything that the build reads. This script is plain JavaScript, so that a start does not have to load a compiler. */
const SOURCES = ["src", "scripts/build.ts", "scripts/build", "package.json", "package-lock.json", "tsconfig.json"];
const RESULT = "dist/cli/main.js";
/** Not in `dist`, which is published. */
const STAMP = "node_modules/.cache/digistore24-mcp/built-from";

const present = describeSources();
if (!existsSync(RESULT) || !existsSync(STAMP) || readFileSync(STAMP, "utf8") !== present) {
  process.stdout.write(
    "Building, because this is the first start or something has changed. This takes a few seconds.\n",
  );
  build();
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, present);
}

/** A failed build ends the start with its exit code. The compiler has said why. */
function build() {
  try {
    execSync("npm run --silent build", { stdio: "inherit" });
  } catch (error) {
    process.exit(error.status || 1);
  }
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
