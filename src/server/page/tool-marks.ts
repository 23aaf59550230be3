import type { AnyToolDefinition } from "../contract/tool-definition.ts";
import { type Html, html } from "../kit/html.ts";
import type { Language } from "../kit/language.ts";
import { type MarkName, TOOL_TEXTS } from "./texts/tool-texts.ts";

const TONES: Readonly<Record<MarkName, "read" | "write" | "danger" | "note">> = {
  reads: "read",
  changes: "write",
  destructive: "danger",
  affectsPrices: "note",
  movesMoney: "danger",
  mailsBuyer: "note",
  maySendMail: "note",
  billingRight: "note",
  developerRight: "note",
};

const MONEY: Readonly<Record<AnyToolDefinition["money"], readonly MarkName[]>> = {
  none: [],
  affects: ["affectsPrices"],
  moves: ["movesMoney"],
};
const MAIL: Readonly<Record<AnyToolDefinition["mail"], readonly MarkName[]>> = {
  none: [],
  buyer: ["mailsBuyer"],
  unknown: ["maySendMail"],
};
const RIGHT: Readonly<Record<AnyToolDefinition["keyRight"], readonly MarkName[]>> = {
  read: [],
  full: [],
  billing: ["billingRight"],
  developer: ["developerRight"],
};

export function marksOf({ access, isDestructive, money, mail, keyRight }: AnyToolDefinition): readonly MarkName[] {
  return [
    access === "read" ? "reads" : "changes",
    ...(isDestructive ? ["destructive" as const] : []),
    ...MONEY[money],
    ...MAIL[mail],
    ...RIGHT[keyRight],
  ];
}

export function renderMark(language: Language, name: MarkName): Html {
  return html`<span class="mark ${TONES[name]}">${TOOL_TEXTS[language].marks[name]}</span>`;
}
