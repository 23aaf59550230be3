/** A row of the vendor's published table. */
export interface PublishedTool {
  readonly category: string;
  readonly tool: string;
  readonly apiFunction: string;
}

/** The parts of a served tool that the table states. */
interface ServedTool {
  readonly name: string;
  readonly functionName: string;
  readonly toolset: string;
  readonly aliases?: readonly string[];
}

interface ToolDifference {
  readonly kind: "missing" | "extra" | "renamed" | "renamed, alias kept" | "other function" | "other category";
  readonly tool: string;
  readonly published: string;
  readonly served: string;
}

/** How the served tools differ from the published table, in the table's order; empty when they are the same. */
export function diffPublishedTools(table: readonly PublishedTool[], served: readonly ServedTool[]): ToolDifference[] {
  const byName = new Map(served.map((tool) => [tool.name, tool]));
  const byAlias = new Map(served.flatMap((tool) => (tool.aliases ?? []).map((alias) => [alias, tool] as const)));
  const byFunction = new Map(served.map((tool) => [tool.functionName, tool]));
  const named = new Set(table.map(({ tool }) => tool));
  const listed = new Set(table.map(({ apiFunction }) => apiFunction));
  const differences = table.flatMap((row) =>
    diffRow(row, byName.get(row.tool) ?? byAlias.get(row.tool), byFunction.get(row.apiFunction)),
  );
  const extra = served
    .filter(({ name, aliases = [] }) => ![name, ...aliases].some((known) => named.has(known)))
    .filter(({ functionName }) => !listed.has(functionName))
    .map(({ name }): ToolDifference => ({ kind: "extra", tool: name, published: "", served: name }));
  return [...differences, ...extra];
}

/** Whether the published name still works. Such a difference is for information. */
export function isKept({ kind }: ToolDifference): boolean {
  return kind === "renamed, alias kept";
}

function diffRow(row: PublishedTool, sameName?: ServedTool, sameFunction?: ServedTool): ToolDifference[] {
  const { tool, apiFunction, category } = row;
  if (!sameName) {
    const kind = sameFunction ? "renamed" : "missing";
    return [{ kind, tool, published: tool, served: sameFunction?.name ?? "" }];
  }
  const { name, functionName, toolset } = sameName;
  const differences: ToolDifference[] = [];
  if (name !== tool) {
    differences.push({ kind: "renamed, alias kept", tool, published: tool, served: name });
  }
  if (functionName !== apiFunction) {
    differences.push({ kind: "other function", tool, published: apiFunction, served: functionName });
  }
  if (toolset !== toToolset(category)) {
    differences.push({ kind: "other category", tool, published: toToolset(category), served: toolset });
  }
  return differences;
}

/** A category as the slug of its toolset. The table writes some dashes as U+2011. */
export function toToolset(category: string): string {
  return category.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

/** The result as a page of a CI run shows it. */
export function toMarkdown(differences: readonly ToolDifference[], rowCount: number): string {
  const head = "## Tools against the published table\n\n";
  if (differences.length === 0) {
    return `${head}All ${rowCount} published tools are served under their names, functions and categories.\n`;
  }
  const rows = differences.map(
    ({ kind, tool, published, served }) => `| ${kind} | ${tool} | ${published} | ${served} |`,
  );
  const table = ["| difference | tool | published | served |", "|---|---|---|---|", ...rows].join("\n");
  return `${head}${differences.length} differences in ${rowCount} published tools.\n\n${table}\n`;
}
