import type { AnyToolDefinition } from "../contract/tool-definition.ts";
import { type Html, html } from "../kit/html.ts";

interface Mark {
  readonly tone: "read" | "write" | "danger" | "note";
  readonly label: string;
}

/** The marks in the legend; the others explain themselves. */
export const MARK_MEANINGS: readonly (readonly [Mark, string])[] = [
  [{ tone: "read", label: "reads" }, "changes nothing"],
  [{ tone: "write", label: "changes" }, "needs a key with full access"],
  [{ tone: "danger", label: "destructive" }, "overwrites or deletes"],
];

const MONEY: Readonly<Record<AnyToolDefinition["money"], readonly Mark[]>> = {
  none: [],
  affects: [{ tone: "note", label: "affects prices" }],
  moves: [{ tone: "danger", label: "moves money" }],
};
const MAIL: Readonly<Record<AnyToolDefinition["mail"], readonly Mark[]>> = {
  none: [],
  buyer: [{ tone: "note", label: "mails the buyer" }],
  unknown: [{ tone: "note", label: "may send mail" }],
};
const RIGHT: Readonly<Record<AnyToolDefinition["keyRight"], readonly Mark[]>> = {
  read: [],
  full: [],
  billing: [{ tone: "note", label: "billing right" }],
  developer: [{ tone: "note", label: "developer right" }],
};

export function marksOf({ access, isDestructive, money, mail, keyRight }: AnyToolDefinition): readonly Mark[] {
  return [
    access === "read" ? { tone: "read", label: "reads" } : { tone: "write", label: "changes" },
    ...(isDestructive ? [{ tone: "danger", label: "destructive" } as const] : []),
    ...MONEY[money],
    ...MAIL[mail],
    ...RIGHT[keyRight],
  ];
}

export function renderMark({ tone, label }: Mark): Html {
  return html`<span class="mark ${tone}">${label}</span>`;
}
