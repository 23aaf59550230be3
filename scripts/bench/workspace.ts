import { copyFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Processes } from "./processes.ts";

const HOSTS = "scripts/bench/hosts";

export interface Workspace {
  readonly folder: string;
  /** Receives the output of the servers. */
  readonly log: string;
  /** Built as `npm run build` does, but never an old build. */
  readonly endpoint: string;
  host(name: string): string;
  /** Writes JSON and reports the file's name. */
  write(name: string, value: unknown): string;
  remove(): void;
}

/** An empty temporary folder. */
export function createWorkspace(): Workspace {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  return {
    folder,
    log: join(folder, "log"),
    endpoint: join(folder, "dist/cli/main.js"),
    host: (name) => join(folder, HOSTS, `${name}.js`),
    write: (name, value) => {
      const path = join(folder, name);
      writeFileSync(path, JSON.stringify(value));
      return path;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * Builds the endpoint in that folder, and next to it everything it is measured with, compiled as well: a host that compiles
 * itself at startup would lose every comparison of starts.
 */
export async function fillWorkspace(workspace: Workspace, processes: Processes): Promise<void> {
  const { folder } = workspace;
  copyFileSync("package.json", join(folder, "package.json"));
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  // In a process of its own, which can be stopped: a build in this one would write on after the folder is removed.
  await processes.run(["--import", "tsx", "scripts/build.ts", join(folder, "dist")]);
  const hosts = workspace.write("tsconfig.hosts.json", hostsProject());
  // Types are checked elsewhere and do not affect the output.
  await processes.run(["node_modules/typescript/bin/tsc", "-p", hosts, "--noCheck", "--outDir", folder]);
}

/** The hosts and whatever they import, wherever in the repository it lies. */
function hostsProject() {
  return {
    extends: resolve("tsconfig.json"),
    compilerOptions: { noEmit: false, allowImportingTsExtensions: false, rootDir: resolve(".") },
    include: [resolve(HOSTS)],
  };
}
