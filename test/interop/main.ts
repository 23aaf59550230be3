import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { NODE } from "./newer-node.ts";

const FOLDER = "test/interop";

/** Installs the programs of others where that has not been done, and runs the tests with their Node.js. */
if (!isInstalled()) {
  run("npm", ["ci", "--prefix", FOLDER, "--no-audit", "--no-fund"]);
}
run(NODE, [
  "node_modules/vitest/vitest.mjs",
  "run",
  "--config",
  `${FOLDER}/vitest.config.ts`,
  ...process.argv.slice(2),
]);

/** npm notes in its folder what it has installed. */
function isInstalled(): boolean {
  const note = `${FOLDER}/node_modules/.package-lock.json`;
  if (!existsSync(NODE) || !existsSync(note)) {
    return false;
  }
  const { packages: there } = JSON.parse(readFileSync(note, "utf8"));
  const { packages: wanted } = JSON.parse(readFileSync(`${FOLDER}/package-lock.json`, "utf8"));
  return Object.keys(wanted[""].devDependencies).every((name) => {
    const path = `node_modules/${name}`;
    return there[path]?.version === wanted[path]?.version;
  });
}

function run(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: "inherit", shell: process.platform === "win32" });
  if (error) {
    process.stderr.write(`${command} cannot be started: ${error.message}\n`);
  }
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}
