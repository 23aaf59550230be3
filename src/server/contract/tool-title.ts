import type { Language } from "../kit/language.ts";
import type { AnyToolDefinition } from "./tool-definition.ts";

/** The name of a tool for people. */
export function toolTitle(
  { title, titleDe }: Pick<AnyToolDefinition, "title" | "titleDe">,
  language: Language,
): string {
  return language === "de" ? (titleDe ?? title) : title;
}
