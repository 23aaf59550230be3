import { execFileSync } from "node:child_process";
import { cpSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Processes } from "./processes.ts";

const TOOL_SIZES = "scripts/measure-tools.ts";
const REGEN = "scripts/regen.ts";
/** What regen reads and writes, and the settings under which it runs. */
const OF_REGEN = ["codegen", "docs", "openapi", "package.json", "scripts", "src", "tsconfig.json"];

export interface ListSize {
  readonly name: string;
  readonly tools: number;
  readonly bytes: number;
}

/** The size of `tools/list` for each surface. */
export async function measureLists(processes: Processes): Promise<readonly ListSize[]> {
  return JSON.parse(await processes.run(["--import", "tsx", TOOL_SIZES, "--json"])).surfaces;
}

/** Seconds of each run of `npm run regen`, in a copy: the bench changes no file. */
export async function measureRegen(processes: Processes, folder: string, runs: number): Promise<readonly number[]> {
  const cwd = join(folder, "regen");
  for (const name of OF_REGEN) {
    cpSync(name, join(cwd, name), { recursive: true });
  }
  symlinkSync(resolve("node_modules"), join(cwd, "node_modules"));
  const seconds: number[] = [];
  for (let run = 0; run < runs; run++) {
    const startMs = performance.now();
    await processes.run(["--import", "tsx/esm", REGEN], { cwd, env: repositoryFor(cwd) });
    seconds.push((performance.now() - startMs) / 1000);
  }
  return seconds;
}

/** Lets the copy be compared with the last commit, as `npm run regen` does. Outside a repository there is none. */
function repositoryFor(cwd: string): Readonly<Record<string, string>> {
  try {
    const folder = execFileSync("git", ["rev-parse", "--absolute-git-dir"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return { GIT_DIR: folder.trim(), GIT_WORK_TREE: cwd };
  } catch {
    return {};
  }
}
