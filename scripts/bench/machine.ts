import { readFileSync } from "node:fs";
import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from "node:os";

const PACKAGES = ["@modelcontextprotocol/server", "@modelcontextprotocol/node", "fastify", "undici", "zod"];

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  /** The load of the minute before the bench. */
  readonly loadAverage: number;
  readonly versions: Readonly<Record<string, string>>;
}

export function describeMachine(): Machine {
  const packages = PACKAGES.map((name) => [name, versionIn(`node_modules/${name}/package.json`)]);
  return {
    processor: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${platform()} ${release()} ${arch()}`,
    loadAverage: loadavg()[0] ?? 0,
    versions: {
      node: process.versions.node,
      "digistore24-mcp": versionIn("package.json"),
      ...Object.fromEntries(packages),
    },
  };
}

function versionIn(file: string): string {
  return JSON.parse(readFileSync(file, "utf8")).version;
}
