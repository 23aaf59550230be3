import type { Change, ChangeKind } from "./change.ts";

export const GROUPS = ["Breaks callers", "New", "Harmless"] as const;
export type Group = (typeof GROUPS)[number];

const ADDITIONS: readonly ChangeKind[] = ["function added", "argument added", "values added"];

const EFFECTS: Readonly<Record<ChangeKind, string>> = {
  "function added": "is new: served nowhere until it is reviewed in policy.yaml",
  "function removed": "is gone: calls will fail; it stays here until a person takes it out",
  "method changed": "keeps its name: only the description says another method",
  "operationId changed": "keeps its name",
  "argument added": "takes it from now on",
  "argument removed": "does not know it any more: the API would ignore it without a word",
  "argument retyped": "wants another type",
  "argument now required": "cannot be called without it any more",
  "argument no longer required": "can be called without it",
  "values added": "takes further values",
  "values removed": "does not take these values any more",
  "default changed": "does something else where it is left out",
};

const BREAKING: Partial<Record<ChangeKind, string>> = {
  "argument added": "cannot be called without it",
  "method changed": "has another name: `aliases` in policy.yaml keeps the old one working",
  "operationId changed": "has another name: `aliases` in policy.yaml keeps the old one working",
};

/** What a change does to the tool of its function, as the end of a sentence. */
export function effectOf({ kind, breaks }: Change): string {
  return (breaks ? BREAKING[kind] : undefined) ?? EFFECTS[kind];
}

export function groupOf({ kind, breaks }: Change): Group {
  return breaks ? "Breaks callers" : ADDITIONS.includes(kind) ? "New" : "Harmless";
}
