import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";
import type { Processes } from "./processes.ts";

const SOURCES = "scripts/bench";

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
    host: (name) => join(folder, "bench/hosts", `${name}.js`),
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
export async function fillWorkspace({ folder }: Workspace, processes: Processes): Promise<void> {
  copyFileSync("package.json", join(folder, "package.json"));
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  // Types are checked elsewhere and do not affect the output.
  const tsc = ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json", "--noCheck"];
  const dist = join(folder, "dist");
  await processes.run([...tsc, "--outDir", dist]);
  await processes.run(["scripts/copy-assets.mjs", dist]);
  for (const file of readdirSync(SOURCES, { recursive: true, encoding: "utf8" })) {
    if (file.endsWith(".ts")) {
      compile(join(SOURCES, file), join(folder, "bench", file.replace(/\.ts$/, ".js")));
    }
  }
}

function compile(source: string, target: string): void {
  const { outputText } = ts.transpileModule(readFileSync(source, "utf8"), {
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
    },
  });
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, outputText);
}
