import { PRESETS } from "../src/server/contract/presets.ts";
import type { AnyToolDefinition } from "../src/server/contract/tool-definition.ts";
import { servedTools } from "../src/server/start/served-tools.ts";

const HEAD = `<!-- Made by \`npm run regen\` from the generated tools and src/server/contract/presets.ts. Do not edit. -->

# Toolsets

An address or a header narrows the tools of a connection: \`/x/vouchers\`, \`/x/products,vouchers\`, \`/x/orders/readonly\`,
\`/x/vouchers/safe\`, or \`X-MCP-Toolsets: orders\`. Names of toolsets and presets can be mixed freely. The [table of tools](../src/generated/TOOLS.md) lists
every tool with its marks; \`node dist/cli/main.js tools --toolsets orders\` prints the tools of such a connection.
`;

/** The page about toolsets and presets, as docs/ must contain it. */
export function toolsetsPage(): string {
  const tools = [...servedTools({ servesInsights: true }).values()].map(({ definition }) => definition);
  const toolsets = [...new Set(tools.map(({ toolset }) => toolset))].sort();
  const presets = Object.entries(PRESETS).map(([name, members]) => {
    const inside = tools.filter(({ toolset }) => members.includes(toolset));
    return `| \`${name}\` | ${counts(inside)} | ${[...members].sort().map(code).join(", ")} |`;
  });
  const rows = toolsets.map((name) => {
    const inside = tools.filter(({ toolset }) => toolset === name);
    return `| \`${name}\` | ${counts(inside)} | ${inside.map(nameOf).join(", ")} |`;
  });
  const columns = "published | read-only among them | on `full`";
  return [
    HEAD,
    `## Presets\n\nA preset is a group of toolsets for one kind of work.\n\n| preset | ${columns} | toolsets |\n|---|---|---|---|---|`,
    ...presets,
    `\n## Toolsets\n\nTools in *italics* are served only on the surface \`full\`.\n\n| toolset | ${columns} | tools |\n|---|---|---|---|---|`,
    ...rows,
    "",
  ].join("\n");
}

function counts(tools: readonly AnyToolDefinition[]): string {
  const published = tools.filter(({ isPublished }) => isPublished);
  const reading = published.filter(({ access }) => access === "read");
  return `${published.length} | ${reading.length} | ${tools.length}`;
}

function nameOf({ name, isPublished }: AnyToolDefinition): string {
  return isPublished ? code(name) : `*${code(name)}*`;
}

function code(text: string): string {
  return `\`${text}\``;
}
