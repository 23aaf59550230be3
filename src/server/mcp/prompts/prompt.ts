export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

/** A job that a person starts by name; what the agent then reads is text, made from the person's own values. */
export interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly args: readonly PromptArgument[];
  /** Functions without which the job cannot be done: the prompt is offered if their tools are served. */
  readonly needs: readonly string[];
  readonly text: Readonly<Record<Language, PromptText>>;
}

export interface PromptArgument {
  readonly name: string;
  readonly description: string;
  readonly isRequired?: boolean;
  /** Values to choose from while typing. Others are taken too. */
  readonly suggestions?: readonly string[];
}

export type PromptText = (values: PromptValues, tools: PromptTools) => string;

/** What the person gave, by argument. Absent and empty are the same. */
export type PromptValues = Readonly<Record<string, string | undefined>>;

/** The name by which a function can be called here; undefined if its tool is not served. */
export type PromptTools = (functionName: string) => string | undefined;

/** Every prompt takes it. */
export const LANGUAGE_ARGUMENT: PromptArgument = {
  name: "language",
  description: "Language of the instructions and of the answer: en (default) or de",
  suggestions: LANGUAGES,
};

/** Relative times that reports are usually asked for. */
export const USUAL_PERIODS = ["-24h", "-7d", "-1M", "-3M", "-1Y", "start"];

/** The lines that are there, numbered, so that a step that does not apply leaves no gap. */
export function steps(lines: readonly (string | undefined | false)[]): string {
  return lines
    .filter((line) => typeof line === "string")
    .map((line, index) => `${index + 1}. ${line}`)
    .join("\n");
}
