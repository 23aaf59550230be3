import type { JsonObject } from "../contract/normalise-arguments.ts";
import type { ArgumentSchema, HandWrittenTool } from "../contract/tool-definition.ts";
import { CallError } from "../kit/errors.ts";
import { LABEL_LANGUAGES, type LabelLanguage } from "./insight.ts";

/** The arguments that every insight about a period takes. */
export const PERIOD_ARGUMENTS = {
  from: { type: "string", description: "YYYY-MM-DD, -90d, -6M, start; default 30 days" },
  to: { type: "string", description: "Last day; default now" },
  product_ids: { type: "string", description: "Comma list" },
} as const satisfies Readonly<Record<string, ArgumentSchema>>;

export const LANGUAGE_ARGUMENT = {
  language: { type: "string", enum: LABEL_LANGUAGES },
} as const satisfies Readonly<Record<string, ArgumentSchema>>;

/** The periods that one can be compared with. */
export const COMPARISONS = ["previous_period", "previous_year"] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** What all insights have in common. */
export const INSIGHT_BASICS = {
  toolset: "insights",
  timeoutSeconds: 60,
  dayEnds: ["to"],
  marks: { access: "read", keyRight: "read", isPublished: true, isIdempotent: true },
} as const satisfies Partial<HandWrittenTool>;

export function languageOf({ language }: JsonObject): LabelLanguage {
  return language === "de" ? "de" : "en";
}

/** The ids of a comma list; undefined if none is given. Throws a CallError if one is not a number. */
export function idsIn(list: unknown): readonly string[] | undefined {
  const ids = typeof list === "string" ? list.split(",").map((id) => id.trim()) : [];
  const given = ids.filter((id) => id !== "");
  const wrong = given.find((id) => !/^\d+$/.test(id));
  if (wrong !== undefined) {
    throw new CallError(
      "input",
      `nothing was sent. product_ids must be numbers separated by commas, got ${JSON.stringify(wrong.slice(0, 40))}`,
    );
  }
  return given.length === 0 ? undefined : given;
}
