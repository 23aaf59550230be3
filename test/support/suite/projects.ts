import { readdirSync } from "node:fs";
import path from "node:path";

/**
 * Names of test files that need more than a process they share with others, by what they need. Names rather than paths, so
 * that a file keeps its project when it moves. All others are unit tests.
 */
const NAMES = {
  /** Mock a module of ours, change the clock or variables, or measure the process they run in. */
  isolated: [
    ...["example-answer", "document-rate", "expired", "key/key-check", "limit-calls", "memory", "sandbox/long-paths"],
    ...["oauth-sequence", "truth-of-what-was-sent"],
  ],
  /** Start programs other than the command itself. */
  process: [
    ...[
      "build-if-changed",
      "certificates",
      "clients",
      "code-examples",
      "command",
      "documented-commands",
      "ingress-component",
      "kubernetes",
      "limits",
      "mcp-remote",
    ],
    ...[
      "measure-tools",
      "oauth-overlay",
      "open-api-pull-request",
      "proxies",
      "pull-writing",
      "release",
      "running-process",
    ],
    ...["shared-confirmations", "shared-grants", "systemd"],
  ],
  /** Use what `npm run build` makes: start the command, which is twice as fast as from its sources, or package it. */
  dist: [
    ...[
      "built-command",
      "failed-start",
      "main",
      "mcpb",
      "oauth-secrets",
      "package",
      "processes",
      "real-command",
      "secrets",
      "server-json",
    ],
    ...["shutdown", "start-commands", "stdio", "stdio-stop"],
  ],
  browser: ["chromium"],
  /** Load the machine for a long time, or build on their own. */
  slow: ["bench", "bench-scale", "installed-package", "run-commands", "soak"],
} as const;

/** Run by day with few random inputs or what is built already, and in the slow project with many, or from the sources. */
const ALSO_SLOW = ["jsonc", "mask-secrets", "mcpb", "package", "properties", "random-requests", "statistics"];

export type ProjectName = keyof typeof NAMES | "unit";

/** Test files by project, relative to the repository. */
export function sortTestFiles(files: readonly string[] = listTestFiles()): Record<ProjectName, readonly string[]> {
  const named = Object.values(NAMES).flat();
  const unknown = [...named, ...ALSO_SLOW].filter((name) => !files.some((file) => hasName(file, [name])));
  if (unknown.length > 0) {
    throw new Error(`no test file has the name ${unknown.join(" or ")}: correct the lists in ${import.meta.url}`);
  }
  const filesOf = (names: readonly string[]) => files.filter((file) => hasName(file, names));
  return {
    unit: files.filter((file) => !hasName(file, named)),
    isolated: filesOf(NAMES.isolated),
    process: filesOf(NAMES.process),
    dist: filesOf(NAMES.dist),
    browser: filesOf(NAMES.browser),
    slow: filesOf([...NAMES.slow, ...ALSO_SLOW]),
  };
}

/** Those of other programs need a newer Node.js: `npm run test:interop`. */
function listTestFiles(): readonly string[] {
  return readdirSync("test", { recursive: true, encoding: "utf8" })
    .map((file) => path.posix.join("test", ...file.split(path.sep)))
    .filter((file) => file.endsWith(".test.ts") && !file.startsWith("test/interop/"))
    .sort();
}

/** A name may begin with a folder somewhere above the file. */
function hasName(file: string, names: readonly string[]): boolean {
  return names.some((name) => {
    const { dir, base } = path.posix.parse(`/${name}.test.ts`);
    return file.endsWith(`/${base}`) && `/${file}`.includes(dir === "/" ? "/" : `${dir}/`);
  });
}
