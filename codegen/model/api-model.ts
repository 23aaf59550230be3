import { compareCodeUnits, type Problem } from "../codegen-error.ts";
import type { JsonObject } from "../load/json.ts";
import type { Mark } from "../load/load-policy.ts";
import type { HttpMethod } from "../load/source-operations.ts";

/** JSON Schema 2020-12, restricted to the keywords that every agent's model accepts (see `to-input-schema.ts`). */
export interface InputSchema {
  readonly type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly format?: "date-time";
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, InputSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | InputSchema;
  readonly items?: InputSchema;
  readonly anyOf?: readonly InputSchema[];
  readonly [limit: string]: unknown;
}

/** Everything the emitters need to know about one tool. Nothing is decided after this point. */
export interface ToolModel {
  readonly name: string;
  readonly description: string;
  /** The API's function, as `function-path.ts` names it. */
  readonly functionName: string;
  readonly path: string;
  readonly method: HttpMethod;
  readonly mark: Mark;
  /** The tool, a read, that shows whether this write happened. */
  readonly shownBy: string | undefined;
  readonly inputSchema: InputSchema;
  /** Dotted names of the arguments that end a time range. */
  readonly dayEnds: readonly string[];
  /** The names to send, by the dotted names that other sources have for the same arguments. */
  readonly otherNames: Readonly<Record<string, string>>;
  /** Fields that an open argument takes beyond those of its schema, by argument. */
  readonly furtherFields: Readonly<Record<string, readonly string[]>>;
  /** Names of the answer's texts that the seller did not write; each stands for all fields whose path ends in it. */
  readonly foreignTexts: readonly string[];
  /** The vendor's reference for this function. */
  readonly docsUrl: string | undefined;
  readonly answer: AnswerModel;
}

/** The API's answer. */
export interface AnswerModel {
  /** Below the envelope's `data`, in the order of the description. */
  readonly fields: readonly AnswerField[];
  /** A whole answer, envelope and all; undefined if the description shows none. */
  readonly example: unknown;
}

export interface AnswerField {
  /** Dotted; `[]` stands for each item of a list, `<key>` for names that are data. */
  readonly path: string;
  readonly type: string;
  readonly description?: string;
  /** Our own keywords in its schema. */
  readonly extensions?: JsonObject;
}

export interface ApiModel {
  /** All tools, sorted by name. */
  readonly tools: readonly ToolModel[];
  readonly notes: readonly Problem[];
}

/** Sorts by function. */
export function byFunction(a: ToolModel, b: ToolModel): number {
  return compareCodeUnits(a.functionName, b.functionName);
}
