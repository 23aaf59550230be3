import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { SERVED_TOOL_COUNT } from "../support/published-tools.ts";
import { useTempFolders } from "../support/temp-folder.ts";

const tempFolder = useTempFolders();
/** The build of this run; the slow project builds as `npm publish` does. */
const dist: string | undefined = inject("dist");
const { version, bin } = JSON.parse(readFileSync("package.json", "utf8"));

function pack(folder: string): string {
  const args = ["pack", "--json", "--pack-destination", folder];
  const options: ExecFileSyncOptionsWithStringEncoding = { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] };
  if (dist === undefined) {
    return execFileSync("npm", args, options);
  }
  const tree = tempFolder();
  for (const name of ["package.json", "README.md", "LICENSE", "src", "test"]) {
    // What test:interop has installed is gigabytes.
    cpSync(name, join(tree, name), { recursive: true, filter: (path) => !path.endsWith("/node_modules") });
  }
  cpSync(dist, join(tree, "dist"), { recursive: true });
  // One of the scripts would build again.
  return execFileSync("npm", [...args, "--ignore-scripts"], { ...options, cwd: tree });
}

test("the packed package runs, and contains everything it needs and nothing else", () => {
  const folder = tempFolder();
  const packed = JSON.parse(pack(folder).replace(/^[^[]*/, ""));
  const [{ filename, files }] = packed as [{ filename: string; files: { path: string }[] }];
  const names = files.map(({ path }) => path);
  expect(names).toContain(bin["digistore24-mcp"]);
  const assets = readdirSync("src/server/page/assets").map((name) => `dist/server/page/assets/${name}`);
  expect(assets.length).toBeGreaterThan(0);
  expect(names).toEqual(expect.arrayContaining(assets));
  expect(names.filter((name) => !/^(dist\/|package\.json$|README\.md$|LICENSE$)/.test(name))).toEqual([]);
  execFileSync("tar", ["xzf", join(folder, filename), "-C", folder]);
  const main = join(folder, "package", bin["digistore24-mcp"]);
  expect(existsSync(main)).toBe(true);
  const run = (...args: string[]) => execFileSync(process.execPath, [main, ...args], { encoding: "utf8", cwd: folder });
  expect(run("--version")).toBe(`${version}\n`);
  expect(run("tools")).toMatch(new RegExp(`\\n${SERVED_TOOL_COUNT} tools\\n$`));
});
