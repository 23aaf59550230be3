import type { HandWrittenTool } from "../src/server/contract/tool-definition.ts";
import { INSIGHT_TOOLS } from "../src/server/insights/insight-tools.ts";

/** The hand-written tools, as TOOLS.md must contain them. */
export function insightsSection(): string {
  return [
    "## Insights, written by hand",
    "",
    "Each reads what it needs with several calls. They are served on every surface, unless `DIGISTORE24_INSIGHTS=false`.",
    "",
    "| tool | title | access | arguments |",
    "|---|---|---|---|",
    ...INSIGHT_TOOLS.map(row),
    "",
  ].join("\n");
}

function row({ name, title, marks, inputSchema }: HandWrittenTool): string {
  const names = Object.keys(inputSchema.properties).map((argument) => `\`${argument}\``);
  return `| \`${name}\` | ${title} | ${marks.access} | ${names.join(", ")} |`;
}
