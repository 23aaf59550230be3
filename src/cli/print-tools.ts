import type { Writable } from "node:stream";
import { readNarrowing } from "../server/contract/narrowing.ts";
import { createSurfaces } from "../server/contract/surface.ts";
import type { Config } from "../server/start/config/config.ts";
import { servedTools } from "../server/start/served-tools.ts";

export interface PrintToolsOptions {
  readonly readonly: boolean;
  readonly safe: boolean;
  readonly toolsets?: string | undefined;
  readonly json: boolean;
}

/** Prints the tools of a surface, one per line or as in `tools/list`. */
export function printTools(
  config: Config,
  { readonly, safe, toolsets, json }: PrintToolsOptions,
  output: Writable,
): void {
  const surfaces = createSurfaces(servedTools(config), config);
  const { tools, list } = surfaces.narrow(readNarrowing({ toolsets, isReadOnly: readonly, isSafe: safe }, []));
  if (json) {
    output.write(`${JSON.stringify(list, null, 2)}\n`);
    return;
  }
  const rows = [...tools.values()].map(({ definition }) => [
    definition.name,
    definition.access === "read" ? "read" : definition.isDestructive ? "write, destructive" : "write",
    definition.toolset,
    definition.title,
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
  output.write(`${lines.join("\n")}\n${rows.length} tools\n`);
}
