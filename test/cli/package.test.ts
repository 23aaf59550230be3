import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { useTempFolders } from "../support/temp-folder.ts";

const tempFolder = useTempFolders();
const { version, bin } = JSON.parse(readFileSync("package.json", "utf8"));

test("the packed package runs, and holds what it needs and nothing else", () => {
  const folder = tempFolder();
  const packed = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--pack-destination", folder], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).replace(/^[^[]*/, ""),
  );
  const [{ filename, files }] = packed as [{ filename: string; files: { path: string }[] }];
  const names = files.map(({ path }) => path);
  expect(names).toContain(bin["digistore24-mcp"]);
  expect(names.filter((name) => !/^(dist\/|package\.json$|README\.md$|LICENSE$)/.test(name))).toEqual([]);
  execFileSync("tar", ["xzf", join(folder, filename), "-C", folder]);
  symlinkSync(resolve("node_modules"), join(folder, "package", "node_modules"));
  const main = join(folder, "package", bin["digistore24-mcp"]);
  expect(existsSync(main)).toBe(true);
  const run = (...args: string[]) => execFileSync(process.execPath, [main, ...args], { encoding: "utf8", cwd: folder });
  expect(run("--version")).toBe(`${version}\n`);
  expect(run("tools")).toMatch(/\n86 tools\n$/);
});
