import { parseArgs } from "node:util";
import { PRESETS } from "../src/server/contract/presets.ts";
import { createSurfaces, SURFACE_NAMES, type Surface } from "../src/server/contract/surface.ts";
import { servedTools } from "../src/server/start/served-tools.ts";
import { alignTable } from "./align-table.ts";

/** JSON of this kind takes about four bytes a token; models differ by a fifth. */
const BYTES_PER_TOKEN = 4;
const NOTHING_CHOSEN = { isReadOnly: false, toolsets: [] };

interface Size {
  readonly name: string;
  readonly tools: number;
  readonly bytes: number;
}

/** Prints what `tools/list` costs an agent: of each surface, and of each published tool, the largest first. */
function main(): void {
  const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
  const registry = servedTools({ servesInsights: true });
  const [published, full] = SURFACE_NAMES.map((surface) =>
    createSurfaces(registry, { surface, credentialTools: [], confirm: "money" }),
  );
  const surfaces = [published?.whole, full?.whole, published?.narrow({ ...NOTHING_CHOSEN, isReadOnly: true })];
  const presets = Object.keys(PRESETS).map((preset) => published?.narrow({ ...NOTHING_CHOSEN, toolsets: [[preset]] }));
  const bySurface = [...surfaces, ...presets].filter((surface) => surface !== undefined).map(sizeOf);
  const byTool = (published?.whole.list ?? [])
    .map((tool) => ({ name: tool.name, tools: 1, bytes: bytesOf(tool) }))
    .sort((a, b) => b.bytes - a.bytes);
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ surfaces: bySurface, tools: byTool }, null, 2)}\n`
      : `${table("SURFACE", bySurface)}\n\n${table("TOOL", byTool)}\n`,
  );
}

function sizeOf({ name, list }: Surface): Size {
  return { name, tools: list.length, bytes: bytesOf({ tools: list }) };
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function table(heading: string, sizes: readonly Size[]): string {
  const rows = [
    [heading, "TOOLS", "BYTES", "TOKENS, ABOUT"],
    ...sizes.map(({ name, tools, bytes }) => [name, tools, bytes, Math.round(bytes / BYTES_PER_TOKEN)].map(String)),
  ];
  return alignTable(rows);
}

main();
