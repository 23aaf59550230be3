import type { Change, ChangeKind } from "./change.ts";

export const GROUPS = ["Breaks callers", "New", "Harmless"] as const;
type Group = (typeof GROUPS)[number];

const ADDITIONS: readonly ChangeKind[] = ["function added", "argument added", "values added"];

const EFFECTS: Readonly<Record<ChangeKind, string>> = {
  "function added": "is new: served nowhere until it is reviewed in policy.yaml",
  "function removed": "is gone: calls will fail; it stays here until somebody removes it",
  "method changed": "keeps its name: only the method in the description is different",
  "operationId changed": "keeps its name",
  "argument added": "accepts it from now on",
  "argument removed": "no longer has it: the API would ignore it silently",
  "argument retyped": "needs another type",
  "argument now required": "can no longer be called without it",
  "argument no longer required": "can be called without it",
  "values added": "accepts more values",
  "values removed": "no longer accepts these values",
  "default changed": "uses another default",
};

const BREAKING: Partial<Record<ChangeKind, string>> = {
  "argument added": "cannot be called without it",
  "method changed": "has another name: `aliases` in policy.yaml keeps the old one working",
  "operationId changed": "has another name: `aliases` in policy.yaml keeps the old one working",
};

/** The effect of a change on the function's tool, as the end of a sentence. */
export function effectOf({ kind, breaks }: Change): string {
  return (breaks ? BREAKING[kind] : undefined) ?? EFFECTS[kind];
}

export function groupOf({ kind, breaks }: Change): Group {
  return breaks ? "Breaks callers" : ADDITIONS.includes(kind) ? "New" : "Harmless";
}
