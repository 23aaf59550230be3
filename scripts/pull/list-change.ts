import type { Change } from "./change.ts";
import type { ListBytes } from "./list-bytes.ts";

export interface ByteChange {
  readonly functionName: string;
  readonly before: number;
  readonly after: number;
}

/** Our list of tools before and after the changes; absent if nothing has changed. */
export interface Sizes {
  readonly before?: ListBytes | readonly string[];
  readonly after?: ListBytes | readonly string[];
  readonly changes: readonly Change[];
}

/** The size of each changed function in `tools/list`; a removed one counts as taken out. */
export function byteChanges({ before, after, changes }: Sizes): ByteChange[] {
  if (!isMeasured(before) || !isMeasured(after)) {
    return [];
  }
  const gone = new Set(changes.filter(({ kind }) => kind === "function removed").map(nameOf));
  return [...new Set(changes.map(nameOf))]
    .map((functionName) => ({
      functionName,
      before: before.ofFunction.get(functionName) ?? 0,
      after: gone.has(functionName) ? 0 : (after.ofFunction.get(functionName) ?? 0),
    }))
    .filter((change) => change.before !== change.after);
}

/** All published tools together, before and after. */
export function publishedBytes(sizes: Sizes): { before: number; after: number } | undefined {
  if (!isMeasured(sizes.before)) {
    return undefined;
  }
  const change = byteChanges(sizes).reduce((sum, { before, after }) => sum + after - before, 0);
  return { before: sizes.before.published, after: sizes.before.published + change };
}

export function sizeSection(sizes: Sizes, toolOf: (functionName: string) => string): string {
  const { before, after } = sizes;
  const refused = [after, before].find((measured) => measured !== undefined && !isMeasured(measured));
  if (refused !== undefined) {
    const lines = (refused as readonly string[]).map((problem) => `- ${problem}`);
    return `## npm run regen would refuse it\n\n${lines.join("\n")}\n`;
  }
  const total = publishedBytes(sizes);
  if (!total) {
    return "";
  }
  const rows = byteChanges(sizes).map((change) => row(`\`${toolOf(change.functionName)}\``, change));
  return [
    "## Bytes in `tools/list` of the published tools\n",
    "| tool | before | after | change |\n|---|---:|---:|---:|",
    ...rows,
    `${row("all", total)}\n`,
  ].join("\n");
}

function row(name: string, { before, after }: { before: number; after: number }): string {
  const change = after - before;
  return `| ${name} | ${before} | ${after} | ${change > 0 ? "+" : ""}${change} |`;
}

function isMeasured(measured: ListBytes | readonly string[] | undefined): measured is ListBytes {
  return measured !== undefined && "ofFunction" in measured;
}

function nameOf({ functionName }: Change): string {
  return functionName;
}
