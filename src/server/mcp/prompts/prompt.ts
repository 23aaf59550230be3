export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

/** A job that a person starts by name. The agent then gets instructions that contain the person's values. */
export interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly args: readonly PromptArgument[];
  /** Functions that the job requires: the prompt is only offered if their tools are served. */
  readonly needs: readonly string[];
  readonly text: Readonly<Record<Language, PromptText>>;
}

interface PromptArgument {
  readonly name: string;
  readonly description: string;
  readonly isRequired?: boolean;
  /** Values to choose from while typing. Other values are accepted too. */
  readonly suggestions?: readonly string[];
}

type PromptText = (values: PromptValues, tools: PromptTools) => string;

/** The person's values, by argument. Absent and empty mean the same. */
export type PromptValues = Readonly<Record<string, string | undefined>>;

/** The name by which a function can be called here; undefined if its tool is not served. */
export type PromptTools = (functionName: string) => string | undefined;

/** Every prompt has this argument. */
export const LANGUAGE_ARGUMENT: PromptArgument = {
  name: "language",
  description: "Language of the instructions and of the answer: en (default) or de",
  suggestions: LANGUAGES,
};

export const PRODUCTS_ARGUMENT: PromptArgument = {
  name: "product_ids",
  description: "Comma list of products; if left out, all",
};

/** The argument in a sentence that lists arguments. */
export function withProducts(productIds: string | undefined): string {
  return productIds ? `, product_ids "${productIds}"` : "";
}

/** Relative times that are usual for reports. */
export const USUAL_PERIODS = ["-24h", "-7d", "-1M", "-3M", "-1Y", "start"];

/** Numbers the lines that apply, without a gap for those that do not. */
export function steps(lines: readonly (string | undefined | false)[]): string {
  return lines
    .filter((line) => typeof line === "string")
    .map((line, index) => `${index + 1}. ${line}`)
    .join("\n");
}
