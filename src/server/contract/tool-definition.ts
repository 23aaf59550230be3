import type { paths } from "../../generated/api-types.ts";

/** JSON Schema 2020-12, in the subset that `codegen/model/to-input-schema.ts` lets through. */
export interface ArgumentSchema {
  readonly type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly format?: "date-time";
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, ArgumentSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | ArgumentSchema;
  readonly items?: ArgumentSchema;
  readonly anyOf?: readonly ArgumentSchema[];
  readonly [limit: string]: unknown;
}

/** All arguments of an operation in openapi-typescript's types, whether of its path, query or body. */
type ArgumentsOf<P extends keyof paths, M extends keyof paths[P]> = PathPart<paths[P][M]> &
  QueryPart<paths[P][M]> &
  BodyPart<paths[P][M]>;

type PathPart<O> = O extends { parameters: { path?: infer T } } ? Given<T> : unknown;
type QueryPart<O> = O extends { parameters: { query?: infer T } } ? Given<T> : unknown;
type BodyPart<O> = O extends { requestBody?: infer B }
  ? Given<B> extends { content: infer C }
    ? C[keyof C]
    : unknown
  : unknown;
/** A part that an operation does not have is written as `query?: never`. */
type Given<T> = [T] extends [undefined] ? unknown : NonNullable<T>;

/** Without the index signature of an open object, which would hide the known names. */
type Named<T> = { [K in keyof T as string extends K ? never : number extends K ? never : K]: T[K] };

/** One schema for every argument. */
type ArgumentSchemas<P extends keyof paths, M extends keyof paths[P]> = {
  readonly [K in keyof Named<ArgumentsOf<P, M>>]-?: SchemaOf<NonNullable<ArgumentsOf<P, M>[K]>>;
};

/** A schema whose values are those of `T`, as deep as objects go. */
type SchemaOf<T> = ArgumentSchema &
  EnumOf<T> &
  (T extends readonly unknown[] ? unknown : T extends object ? ObjectOf<T> : unknown);
/** Plain text has no enum. A text that may be empty has none either: the schema then offers the values as one of two variants. */
type EnumOf<T> = [T] extends [string]
  ? string extends T
    ? { readonly enum?: never }
    : "" extends T
      ? unknown
      : { readonly enum: readonly T[] }
  : unknown;
type ObjectOf<T> = { readonly properties?: { readonly [K in keyof Named<T>]-?: SchemaOf<NonNullable<T[K]>> } };

/** The required names in any order, all of them, or no list at all. */
type RequiredOf<T> = [RequiredNames<T>] extends [never]
  ? { readonly required?: never }
  : { readonly required: Readonly<Permutation<RequiredNames<T>>> };
type RequiredNames<T> = { [K in keyof Named<T>]-?: object extends Pick<T, K> ? never : K }[keyof Named<T>];
type Permutation<N, All = N> = [N] extends [never] ? [] : N extends All ? [N, ...Permutation<Exclude<All, N>>] : never;

/**
 * The reviewed marks of a tool. A generated module leaves out the defaults, so a reader sees only what is special
 * about a tool.
 */
interface ToolMarks {
  readonly access: "read" | "write";
  /** The right the API key needs. */
  readonly keyRight: "read" | "full" | "billing" | "developer";
  readonly isPublished: boolean;
  /** Absent if a person has reviewed the marks, which is the normal case. Otherwise the tool is not served. */
  readonly isReviewed?: false;
  readonly isDestructive: boolean;
  readonly isIdempotent: boolean;
  /** `moves`: charges or refunds at once. `affects`: prices, discounts, commission, billing rhythm. */
  readonly money: "none" | "moves" | "affects";
  readonly mail: "none" | "buyer" | "unknown";
  /** Hands out or destroys credentials: served only if the operator names it. */
  readonly handlesCredentials: boolean;
  /** The answer is a list: the tool takes `_fields`, and the answer can be cut at whole items. */
  readonly isList: boolean;
  /** The fields of each item that are shown if the caller chooses none; empty for all. */
  readonly columns: readonly string[];
  /** Sent if the caller leaves them out. No other argument has a default that is sent. */
  readonly sentDefaults: Readonly<Record<string, number>>;
}

const DEFAULT_MARKS = {
  isPublished: false,
  isDestructive: false,
  isIdempotent: false,
  money: "none",
  mail: "none",
  handlesCredentials: false,
  isList: false,
  columns: [],
  sentDefaults: {},
} as const satisfies Partial<ToolMarks>;

type StatedMarks = Pick<ToolMarks, "access" | "keyRight"> & Partial<ToolMarks>;

/** A sentence for a person. Names in braces stand for arguments and for facts about the order. */
export interface ConfirmQuestion {
  /** The values of arguments, by dotted name, for which this question is the one to ask. */
  readonly when?: Readonly<Record<string, string>>;
  /** What the person types in confirmation: the order's id, or the amount. */
  readonly types: "order" | "amount";
  readonly en: string;
  readonly de: string;
}

/** A tool without its marks: the parts that an agent sees, and the function it calls. */
interface ToolParts {
  readonly name: string;
  /** Earlier names: accepted in a call, but never listed. */
  readonly aliases?: readonly string[];
  readonly title: string;
  /** In German, for the pages that people read. */
  readonly titleDe?: string;
  readonly description: string;
  /** The API's function: its path without the slash, with the names of path parameters in braces. A tool that calls several has its own name here. */
  readonly functionName: string;
  readonly toolset: string;
  /** The read tool that shows whether this write was carried out. */
  readonly shownBy?: string;
  /** Set if the usual time-out is too short. */
  readonly timeoutSeconds?: number;
  /** The names to send, by the dotted names that other sources have for the same arguments. */
  readonly otherNames?: Readonly<Record<string, string>>;
  /** Fields that an open argument takes although its schema does not list them, by argument. */
  readonly furtherFields?: Readonly<Record<string, readonly string[]>>;
  /** The address of the resource that shows an answer to a person: an MCP App. */
  readonly app?: string;
  /** Names of the answer's texts that the seller did not write; each stands for all fields whose path ends in it. */
  readonly foreignTexts?: readonly string[];
  /** Dotted names of the arguments that end a time range: a date alone includes that day. */
  readonly dayEnds?: readonly string[];
  /** What a person is asked before the tool runs; the first whose condition holds. */
  readonly confirmQuestions?: readonly ConfirmQuestion[];
  readonly inputSchema: {
    readonly type: "object";
    readonly properties: Readonly<Record<string, ArgumentSchema>>;
    readonly required?: readonly string[];
    readonly additionalProperties: false;
  };
}

/** The one function that a generated tool calls. */
interface FunctionPlace {
  /** Arguments named in braces go into the address, all others into the form. */
  readonly path: keyof paths;
  /** As described. Only the tool's name depends on it: every call is a POST. */
  readonly method: string;
}

/** A tool that this server answers itself, from what it reads with several calls. */
export interface HandWrittenTool extends ToolParts {
  readonly marks: StatedMarks;
}

/** A tool as written in a generated module. */
export interface GeneratedTool extends ToolParts, FunctionPlace {
  readonly marks: StatedMarks;
}

/**
 * The type that a generated module's tools have to satisfy. It compares them with `paths`: an argument, a required
 * argument or an enum value that only one of the two generators knows is a compile error.
 */
export type ToolDefinition<P extends keyof paths, M extends keyof paths[P]> = Omit<
  GeneratedTool,
  "path" | "method" | "inputSchema"
> & {
  readonly path: P;
  readonly method: M;
  readonly inputSchema: {
    readonly type: "object";
    readonly properties: ArgumentSchemas<P, M> & { readonly _fields?: ArgumentSchema };
    readonly additionalProperties: false;
  } & RequiredOf<ArgumentsOf<P, M>>;
};

/** A tool as the runtime uses it, with every mark filled in. One without a path is hand-written. */
export interface AnyToolDefinition extends ToolParts, ToolMarks, Partial<FunctionPlace> {}

export function withMarks({ marks, ...tool }: GeneratedTool | HandWrittenTool): AnyToolDefinition {
  return { ...tool, ...DEFAULT_MARKS, ...marks };
}
