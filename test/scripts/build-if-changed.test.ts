import { execSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import { useTempFolders } from "../support/temp-folder.ts";

const SCRIPT = resolve("scripts/build-if-changed.mjs");
const STAMPING = resolve("scripts/build/build-stamp.mjs");
const tempFolder = useTempFolders();
let folder: string;

/** A small project whose build notes that it ran. */
beforeEach(() => {
  folder = tempFolder();
  mkdirSync(join(folder, "src"));
  mkdirSync(join(folder, "dist/cli"), { recursive: true });
  write("src/a.ts", "1");
  write("src/b.ts", "1");
  write("package.json", JSON.stringify({ scripts: { build: "node build.mjs" } }));
  write(
    "build.mjs",
    `import { writeFileSync } from "node:fs";
import { stampBuild } from ${JSON.stringify(pathToFileURL(STAMPING))};
await stampBuild(() => writeFileSync("dist/cli/main.js", ""));
console.log("built");`,
  );
});

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

function run(): { status: number | null; hasBuilt: boolean; output: string } {
  const { status, stdout } = spawnSync(process.execPath, [SCRIPT], { cwd: folder, encoding: "utf8" });
  return { status, hasBuilt: /^built$/m.test(stdout), output: stdout };
}

describe("a start", () => {
  test("builds the first time, says so, and then starts from what is built", () => {
    expect(run()).toMatchObject({ status: 0, hasBuilt: true, output: expect.stringContaining("Building, because") });
    expect(run()).toEqual({ status: 0, hasBuilt: false, output: "" });
  });

  test("starts from what `npm run build` has built", () => {
    execSync("npm run --silent build", { cwd: folder });

    expect(run()).toEqual({ status: 0, hasBuilt: false, output: "" });
  });

  test.each([
    ["a changed source", () => write("src/a.ts", "22")],
    ["a new source", () => write("src/c.ts", "1")],
    ["a deleted source", () => rmSync(join(folder, "src/b.ts"))],
    ["an older source", () => utimesSync(join(folder, "src/a.ts"), 1, 1)],
    ["changed dependencies", () => write("package-lock.json", "{}")],
    ["a deleted build", () => rmSync(join(folder, "dist"), { recursive: true })],
  ])("builds again after %s", (_, change) => {
    run();
    change();
    mkdirSync(join(folder, "dist/cli"), { recursive: true });

    expect(run()).toMatchObject({ status: 0, hasBuilt: true });
    expect(run().hasBuilt).toBe(false);
  });

  test("ends with a failed build, and tries again the next time", () => {
    write("build.mjs", "process.exit(2)");

    expect(run().status).not.toBe(0);
    expect(run().output).toContain("Building, because");
  });
});

test("the build of this repository notes what it was built from, unless it builds into another folder", () => {
  const copy = tempFolder();
  for (const name of ["src", "scripts", "package.json", "package-lock.json", "tsconfig.json"]) {
    cpSync(name, join(copy, name), { recursive: true });
  }
  mkdirSync(join(copy, "node_modules"));
  for (const name of readdirSync("node_modules").filter((entry) => entry !== ".cache")) {
    symlinkSync(resolve("node_modules", name), join(copy, "node_modules", name));
  }
  const start = () => spawnSync(process.execPath, [SCRIPT], { cwd: copy, encoding: "utf8" }).stdout;
  const build = (...args: string[]) =>
    spawnSync(process.execPath, ["--import", "tsx", "scripts/build.ts", ...args], { cwd: copy, encoding: "utf8" });

  expect(build("elsewhere")).toMatchObject({ status: 0, stderr: "" });
  expect(existsSync(join(copy, "node_modules/.cache"))).toBe(false);
  expect(build()).toMatchObject({ status: 0, stderr: "" });
  expect(start()).toBe("");
});
