import type { Reach } from "../contract/endpoint-paths.ts";
import { PRESETS } from "../contract/presets.ts";
import type { AnyToolDefinition } from "../contract/tool-definition.ts";
import { toolTitle } from "../contract/tool-title.ts";
import type { Language } from "../kit/language.ts";
import { shortenText } from "../kit/shorten-text.ts";
import { searchWordsOf } from "./texts/search-words.ts";

const MAX_TEXT_LENGTH = 100;
/** Shorter words are part of too many others: "Abo" is in "about". */
const MIN_CHARS_IN_DESCRIPTION = 4;
/** The shortest word that may be followed by any ending or a second word: "Gutschein" in "Gutscheine". */
const MIN_STEM_CHARS = 5;

/** The choice of a visitor. The page's script filters by the same rules. */
export interface ToolFilter {
  readonly text: string;
  /** A toolset or a preset; empty for all. */
  readonly toolset: string;
  readonly isReadOnly: boolean;
}

export const NO_FILTER: ToolFilter = { text: "", toolset: "", isReadOnly: false };

/** Reads `?q=voucher&toolset=orders&readonly=1`. Read-only can be chosen only at an address that is not limited yet. */
export function readFilter(query: unknown, reach: Reach): ToolFilter {
  const { q, toolset, readonly } = query as Record<string, unknown>;
  return { text: textOf(q), toolset: textOf(toolset), isReadOnly: reach === "all" && textOf(readonly) !== "" };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? shortenText(value.trim(), MAX_TEXT_LENGTH, "") : "";
}

/** Whether a tool belongs to the chosen toolset and read-only part, which has its own address. */
export function isInPart({ toolset, access }: AnyToolDefinition, filter: ToolFilter): boolean {
  const isInToolset = filter.toolset === "" || toolsetsOf(filter.toolset).includes(toolset);
  return isInToolset && (!filter.isReadOnly || access === "read");
}

/** Whether every word of a text is in what the page shows of a tool, or in the words that it is also found by. */
export function matchesText(definition: AnyToolDefinition, text: string, language: Language): boolean {
  const names = fold(`${toolTitle(definition, language)} ${definition.name} ${searchWordsOf(definition)}`);
  const description = fold(definition.description);
  const stems = names.split(/[^\p{L}\p{N}]+/u).filter((stem) => stem.length >= MIN_STEM_CHARS);
  return fold(text)
    .split(/\s+/)
    .every(
      (word) =>
        names.includes(word) ||
        (word.length >= MIN_CHARS_IN_DESCRIPTION && description.includes(word)) ||
        stems.some((stem) => word.startsWith(stem)),
    );
}

/** Makes "Rückzahlung", "Rueckzahlung" and "ruckzahlung" the same. */
function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replaceAll("ß", "ss")
    .replace(/([aou])e/g, "$1");
}

/** The toolsets of a preset, or the toolset itself. */
export function toolsetsOf(name: string): readonly string[] {
  return (Object.hasOwn(PRESETS, name) ? PRESETS[name] : undefined) ?? [name];
}
