import { compareCodeUnits } from "../codegen-error.ts";
import { isSame } from "./canonical.ts";
import type { Change } from "./change.ts";
import { diffSchemas } from "./diff-schemas.ts";
import type { GeneratedTool } from "./read-tools.ts";

export interface ToolDifference {
  readonly kind: "added" | "removed" | "renamed" | "changed";
  readonly tool: string;
  readonly changes: readonly Change[];
}

const NOT_MARKS = new Set(["name", "description", "inputSchema", "furtherFields"]);

/** The differences between two states of the tools, by name. A tool that only moved within its file has not changed. */
export function diffTools(before: readonly GeneratedTool[], after: readonly GeneratedTool[]): ToolDifference[] {
  const remaining = new Map(after.map((tool) => [tool.name, tool]));
  const byAlias = new Map(after.flatMap((tool) => (tool.aliases ?? []).map((alias) => [alias, tool] as const)));
  const known = new Set(before.map(({ name }) => name));
  const differences = before.flatMap((tool) => diffTool(tool, remaining.get(tool.name) ?? byAlias.get(tool.name)));
  const successors = new Set(
    before.filter(({ name }) => !remaining.has(name)).map(({ name }) => byAlias.get(name)?.name ?? ""),
  );
  const added = after
    .filter(({ name }) => !known.has(name) && !successors.has(name))
    .map(({ name, isReviewed }): ToolDifference => {
      const changes: Change[] = isReviewed === false ? [{ kind: "mark", text: "not reviewed, served nowhere" }] : [];
      return { kind: "added", tool: name, changes };
    });
  return [...differences, ...added].toSorted((a, b) => compareCodeUnits(a.tool, b.tool));
}

/** Whether a call that worked before may fail now. */
export function breaksCallers({ kind, changes }: ToolDifference): boolean {
  return kind === "removed" || changes.some((change) => change.kind === "incompatible");
}

function diffTool(before: GeneratedTool, after: GeneratedTool | undefined): ToolDifference[] {
  const { name: tool } = before;
  if (!after) {
    return [{ kind: "removed", tool, changes: [] }];
  }
  const changes: Change[] = [...diffDescriptions(before, after)];
  changes.push(...diffSchemas(before.inputSchema, after.inputSchema).map(({ kind, text }) => ({ kind, text })));
  changes.push(...diffMarks(before, after));
  if (after.name !== tool) {
    const renaming: Change = { kind: "compatible", text: `is ${after.name} now, the name kept as its alias` };
    return [{ kind: "renamed", tool, changes: [renaming, ...changes] }];
  }
  return changes.length === 0 ? [] : [{ kind: "changed", tool, changes }];
}

function diffDescriptions(before: GeneratedTool, after: GeneratedTool): Change[] {
  return before.description === after.description ? [] : [{ kind: "compatible", text: "description changed" }];
}

function diffMarks(before: GeneratedTool, after: GeneratedTool): Change[] {
  const marks = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => !NOT_MARKS.has(key));
  return marks
    .filter((key) => !isSame(before[key], after[key]))
    .map((key) => ({ kind: "mark", text: `${key}: ${shown(before[key])} → ${shown(after[key])}` }));
}

function shown(value: unknown): string {
  return value === undefined ? "not stated" : typeof value === "string" ? value : JSON.stringify(value);
}
