import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { NODE, PROGRAM_FOLDERS } from "./newer-node.ts";

const FOLDER = "test/interop";
const QUIETLY = ["--no-audit", "--no-fund"];

/** Installs the programs of others if they are missing, and runs the tests with their Node.js. */
if (!existsSync(NODE) || !isInstalled(FOLDER)) {
  run("npm", ["ci", "--prefix", FOLDER, ...QUIETLY]);
}
for (const folder of PROGRAM_FOLDERS.filter((candidate) => !isInstalled(candidate))) {
  // Not every lock names the binaries of every platform, which `npm ci` insists on.
  run("npm", ["install", "--no-save", "--prefix", folder, ...QUIETLY]);
}
run(NODE, [
  "node_modules/vitest/vitest.mjs",
  "run",
  "--config",
  `${FOLDER}/vitest.config.ts`,
  ...process.argv.slice(2),
]);

/** npm notes in its folder what it has installed; what is optional may be for other machines than this one. */
function isInstalled(folder: string): boolean {
  const note = `${folder}/node_modules/.package-lock.json`;
  if (!existsSync(note)) {
    return false;
  }
  const there = packagesIn(note);
  const wanted = packagesIn(`${folder}/package-lock.json`);
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    const found = there[path];
    return path === "" || (found ? found.version === version : optional === true);
  });
}

function packagesIn(lock: string): Readonly<Record<string, { version?: string; optional?: boolean }>> {
  return JSON.parse(readFileSync(lock, "utf8")).packages;
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
