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
  /** Start programs or a browser. Those that start the command itself use what `npm run build` makes: twice as fast. */
  process: [
    ...["build-if-changed", "built-command", "certificates", "chromium", "clients", "code-examples"],
    ...[
      "command",
      "deploy/compose",
      "documented-commands",
      "failed-start",
      "ingress-component",
      "kubernetes",
      "limits",
      "main",
    ],
    ...["mcp-remote", "mcpb", "measure-tools", "oauth-overlay", "oauth-secrets", "open-api-pull-request"],
    ...["package", "processes", "proxies", "pull-writing", "real-command", "release"],
    ...["running-process", "secrets", "server-json", "shared-confirmations", "shared-grants", "shutdown"],
    ...["start-commands", "stdio", "stdio-stop", "systemd"],
  ],
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
