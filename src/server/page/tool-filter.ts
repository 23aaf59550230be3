import type { Reach } from "../contract/endpoint-paths.ts";
import { PRESETS } from "../contract/presets.ts";
import type { AnyToolDefinition } from "../contract/tool-definition.ts";
import { toolTitle } from "../contract/tool-title.ts";
import type { Language } from "../kit/language.ts";
import { shortenText } from "../kit/shorten-text.ts";
import { toolsetTitle } from "./texts/toolset-titles.ts";

const MAX_TEXT_LENGTH = 100;

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

/** Whether a tool, as the page shows it, contains every word of a text. */
export function containsWords(definition: AnyToolDefinition, text: string, language: Language): boolean {
  const { name, description, toolset } = definition;
  const titles = `${toolTitle(definition, language)} ${toolsetTitle(language, toolset)}`;
  const searched = `${titles} ${name} ${description} ${toolset}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => searched.includes(word));
}

/** The toolsets of a preset, or the toolset itself. */
export function toolsetsOf(name: string): readonly string[] {
  return (Object.hasOwn(PRESETS, name) ? PRESETS[name] : undefined) ?? [name];
}
