import { toolName } from "../../codegen/model/tool-name.ts";
import type { ByHand, Change } from "./change.ts";
import { effectOf, GROUPS, groupOf } from "./effects.ts";
import type { DescriptionFacts } from "./facts.ts";
import { type ByteChange, byteChanges, publishedBytes, type Sizes, sizeSection } from "./list-change.ts";

export interface ReportInput extends Sizes {
  readonly source: string;
  readonly ours: DescriptionFacts;
  readonly theirs: DescriptionFacts;
  readonly byHand: readonly ByHand[];
  /** Corrections that no longer have anything to correct. */
  readonly stale: readonly string[];
}

/** The changes as Markdown, the most severe first. */
export function toMarkdown(input: ReportInput): string {
  const { source, ours, theirs, changes, byHand, stale } = input;
  const count = `${changes.length} ${changes.length === 1 ? "difference" : "differences"}`;
  const head =
    changes.length === 0
      ? `No difference from ${source}.\n`
      : `# Changes of the API's description\n\n${count} between ours (${ours.size} functions) and ${source} (${theirs.size} functions).\n`;
  const groups = GROUPS.map((group) => {
    const members = changes.filter((change) => groupOf(change) === group);
    return section(
      group,
      members.map((change) => `${describeChange(change, input)}. The tool ${effectOf(change)}.`),
    );
  });
  return [
    head,
    ...groups,
    section(
      "To be done by hand",
      byHand.map((change) => `${describeChange(change, input)}: ${change.reason}.`),
    ),
    section("Corrections to take out of vendor-corrections.yaml", stale),
    section("Not compared", otherMethods(theirs)),
    sizeSection(input, (name) => toolOf(name, input)),
  ]
    .filter((text) => text !== "")
    .join("\n");
}

/** The same as JSON. */
export function toJson(input: ReportInput): string {
  const { source, changes, byHand, stale, theirs } = input;
  const withTool = <T extends Change>(change: T) => ({
    ...change,
    tool: toolOf(change.functionName, input),
    group: groupOf(change),
  });
  const report = {
    source,
    changes: changes.map(withTool),
    byHand: byHand.map(withTool),
    stale,
    notCompared: otherMethods(theirs),
    bytes: byteChanges(input).map((change: ByteChange) => ({ ...change, tool: toolOf(change.functionName, input) })),
    publishedBytes: publishedBytes(input),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** Text from the source is shown as code, so that it is neither Markdown nor a terminal's control sequence. */
function quote(text: string): string {
  const harmless = text.replace(/[\p{Cc}\p{Cf}`\u2028\u2029]/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return `\`${harmless.slice(0, 300)}\``;
}

function describeChange({ kind, functionName, argument, detail }: Change, input: ReportInput): string {
  const what = argument === undefined ? "" : ` ${quote(argument)}`;
  const tool = quote(toolOf(functionName, input));
  return `${tool} (${quote(functionName)}): ${kind}${what}${detail ? `, ${quote(detail)}` : ""}`;
}

function toolOf(functionName: string, { ours, theirs }: ReportInput): string {
  const facts = ours.get(functionName) ?? theirs.get(functionName);
  return facts ? toolName(facts.method, facts.path, facts.operationId) : functionName;
}

function otherMethods(theirs: DescriptionFacts): string[] {
  return [...theirs.values()]
    .filter(({ otherMethods }) => otherMethods.length > 0)
    .map(({ path, method, otherMethods }) => `${quote(path)} by ${otherMethods.join(", ")}: only ${method} is read`);
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `## ${title}\n\n${lines.map((line) => `- ${line}`).join("\n")}\n`;
}
