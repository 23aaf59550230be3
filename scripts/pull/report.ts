import { toolName } from "../../codegen/model/tool-name.ts";
import type { Change, ChangeKind } from "./compare-facts.ts";
import type { DescriptionFacts } from "./facts.ts";
import type { ListBytes } from "./list-bytes.ts";

export interface ReportInput {
  readonly source: string;
  readonly ours: DescriptionFacts;
  readonly theirs: DescriptionFacts;
  readonly changes: readonly Change[];
  /** Changes that the command does not make itself. */
  readonly byHand: readonly Change[];
  /** Corrections that have nothing to correct any more. */
  readonly stale: readonly string[];
  readonly before: ListBytes | readonly string[];
  readonly after: ListBytes | readonly string[];
}

const EFFECTS: Readonly<Record<ChangeKind, string>> = {
  "function added": "is new: served nowhere until it is reviewed in policy.yaml",
  "function removed": "is gone: calls will fail; take it out by hand once that is certain",
  "method changed": "has another method: its tool is named otherwise unless it has an operationId",
  "operationId changed": "has another operationId: its tool is named otherwise",
  "argument added": "takes it from now on",
  "argument removed": "does not know it any more: the API would ignore it without a word",
  "argument retyped": "wants another type",
  "argument now required": "cannot be called without it any more",
  "argument no longer required": "can be called without it",
  "values added": "takes further values",
  "values removed": "does not take these values any more",
  "default changed": "does something else where it is left out",
};

/** What has changed, for people: Markdown, the worst first. */
export function toMarkdown(input: ReportInput): string {
  const { changes, byHand, stale } = input;
  const additions: readonly ChangeKind[] = ["function added", "argument added", "values added"];
  const groups: [string, readonly Change[]][] = [
    ["Breaks callers", changes.filter(({ breaks }) => breaks)],
    ["New", changes.filter(({ breaks, kind }) => !breaks && additions.includes(kind))],
    ["Harmless", changes.filter(({ breaks, kind }) => !breaks && !additions.includes(kind))],
  ];
  const sections = groups
    .filter(([, members]) => members.length > 0)
    .map(([title, members]) =>
      list(
        title,
        members.map((change) => line(change, input)),
      ),
    );
  return [
    `# Changes of the API's description\n\n${summary(input)}\n`,
    ...sections,
    ...(byHand.length > 0
      ? [
          list(
            "To be done by hand",
            byHand.map((change) => line(change, input)),
          ),
        ]
      : []),
    ...(stale.length > 0
      ? [
          list(
            "Corrections to take out of vendor-corrections.yaml",
            stale.map((text) => `- ${text}`),
          ),
        ]
      : []),
    size(input),
  ].join("\n");
}

function summary({ source, ours, theirs, changes }: ReportInput): string {
  const noun = changes.length === 1 ? "difference" : "differences";
  return `${changes.length} ${noun} between ours (${ours.size} functions) and ${source} (${theirs.size} functions).`;
}

function list(title: string, lines: readonly string[]): string {
  return `## ${title}\n\n${lines.join("\n")}\n`;
}

function line(change: Change, input: ReportInput): string {
  const { kind, functionName, argument, detail } = change;
  const facts = input.ours.get(functionName) ?? input.theirs.get(functionName);
  const tool = facts && toolName(facts.method, facts.path, facts.operationId);
  const what = argument === undefined ? "" : ` \`${argument}\``;
  const bytes = argument === undefined ? "" : byteChange(functionName, input);
  return `- **${tool}** (${functionName}): ${kind}${what}${detail ? `, ${detail}` : ""}. The tool ${EFFECTS[kind]}.${bytes}`;
}

function byteChange(functionName: string, { before, after }: ReportInput): string {
  const [was, is] = [before, after].map((bytes) =>
    "ofFunction" in bytes ? bytes.ofFunction.get(functionName) : undefined,
  );
  return was === undefined || is === undefined || was === is ? "" : ` (${signed(is - was)} bytes with all its changes)`;
}

function size({ before, after }: ReportInput): string {
  if (!("ofFunction" in after)) {
    return list(
      "npm run regen would refuse it",
      after.map((problem) => `- ${problem}`),
    );
  }
  const was = "ofFunction" in before ? before.published : after.published;
  return `\`tools/list\` of the published tools: ${signed(after.published - was)} bytes (${after.published} in all).\n`;
}

function signed(bytes: number): string {
  return bytes > 0 ? `+${bytes}` : String(bytes);
}
