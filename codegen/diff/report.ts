import type { ToolDifference } from "./diff-tools.ts";
import type { GeneratedTool } from "./read-tools.ts";

/** The difference as `npm run regen` prints it. */
export function toText(differences: readonly ToolDifference[], baseline: string): string {
  const lines = differences.flatMap(({ kind, tool, changes }) => [
    `  ${kind.padEnd(8)} ${tool}`,
    ...changes.map(({ kind: effect, text }) => `    ${effect.padEnd(12)} ${text}`),
  ]);
  return [`Tools against ${baseline}: ${summary(differences)}`, ...lines].join("\n");
}

/** The same for a pull request. */
export function toMarkdown(differences: readonly ToolDifference[], baseline: string): string {
  const rows = differences.flatMap(({ kind, tool, changes }) =>
    changes.length === 0
      ? [`| ${kind} | \`${tool}\` |  |  |`]
      : changes.map(({ kind: effect, text }) => `| ${kind} | \`${tool}\` | ${effect} | ${toCell(text)} |`),
  );
  const table = rows.length === 0 ? [] : ["", "| tool is | tool | change is | change |", "|---|---|---|---|", ...rows];
  return ["## Tools against the base", "", `Against ${baseline}: ${summary(differences)}.`, ...table, ""].join("\n");
}

/** Names the tools that nobody has reviewed yet, and what to do; empty if there are none. */
export function describeUnreviewed(tools: readonly GeneratedTool[]): string {
  const names = tools.filter(({ isReviewed }) => isReviewed === false).map(({ name }) => name);
  return names.length === 0
    ? ""
    : `Not reviewed and served nowhere: ${names.join(", ")}. Check their marks in openapi/policy.yaml, then set reviewed: true there.`;
}

function summary(differences: readonly ToolDifference[]): string {
  const kinds = ["added", "removed", "renamed", "changed"] as const;
  const counts = kinds
    .map((kind) => ({ kind, count: differences.filter((difference) => difference.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${kind}`);
  const breaking = differences.filter(({ changes }) => changes.some(({ kind }) => kind === "incompatible")).length;
  return [
    ...(counts.length > 0 ? counts : ["no difference"]),
    ...(breaking > 0 ? [`${breaking} incompatibly`] : []),
  ].join(", ");
}

function toCell(text: string): string {
  return text.replaceAll("|", "\\|").replace(/\s+/g, " ");
}
