import type { paths } from "../generated/api-types.ts";

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

/** The argument names that openapi-typescript found for an operation, wherever the description puts them. */
export type ArgumentNames<P extends keyof paths, M extends keyof paths[P]> =
  | PathNames<paths[P][M]>
  | QueryNames<paths[P][M]>
  | BodyNames<paths[P][M]>;

type PathNames<O> = O extends { parameters: { path: infer N } } ? NamesIn<N> : never;
type QueryNames<O> = O extends { parameters: { query?: infer N } } ? NamesIn<NonNullable<N>> : never;
type BodyNames<O> = O extends { requestBody?: { content: infer C } } ? NamesIn<C[keyof C]> : never;
/** `keyof never` is every name there is, and an operation without a query says `query?: never`. */
type NamesIn<T> = [T] extends [never] ? never : keyof T & string;

/** The arguments that openapi-typescript marks as required. */
export type RequiredNames<P extends keyof paths, M extends keyof paths[P]> = RequiredIn<Values<paths[P][M]>>;

/** What openapi-typescript takes as an argument's value. */
export type ArgumentValue<P extends keyof paths, M extends keyof paths[P], N extends string> =
  Values<paths[P][M]> extends infer V ? (V extends unknown ? (N extends keyof V ? V[N] : never) : never) : never;

/** The objects that hold an operation's arguments, as a union. */
type Values<O> = PathValues<O> | QueryValues<O> | BodyValues<O>;
type PathValues<O> = O extends { parameters: { path: infer V } } ? V : never;
type QueryValues<O> = O extends { parameters: { query?: infer V } } ? NonNullable<V> : never;
type BodyValues<O> = O extends { requestBody?: { content: infer C } } ? C[keyof C] : never;
type RequiredIn<V> = V extends unknown
  ? { [N in keyof V]-?: object extends Pick<V, N> ? never : N }[keyof V] & string
  : never;

/**
 * The enum of a text argument names only values that `paths` knows: a text of literals is one, plain `string` has no enum.
 */
type EnumOf<V> = [Extract<V, string>] extends [never]
  ? readonly string[]
  : string extends Extract<V, string>
    ? never
    : readonly Extract<V, string>[];

/**
 * One tool: what an agent sees of it, what it calls, and the reviewed marks. Generated modules check themselves against
 * this type, and through it against `paths`: an argument that one generator knows and the other does not is a compile
 * error.
 */
export interface ToolDefinition<P extends keyof paths = keyof paths, M extends keyof paths[P] = keyof paths[P]> {
  readonly name: string;
  /** Earlier names: never listed, and as good as the name in a call. */
  readonly aliases?: readonly string[];
  readonly title: string;
  readonly description: string;
  /** The API's function: its path without the slash, a parameter of the path by its name in braces. */
  readonly functionName: string;
  /** Arguments that it names in braces go into the address, all others into the form. */
  readonly path: P;
  /** As described. It decides the tool's name only: every call is a POST. */
  readonly method: M;
  readonly toolset: string;
  readonly isPublished: boolean;
  /** Absent where a person has reviewed the marks, as is the rule. Otherwise the tool is served nowhere. */
  readonly isReviewed?: false;
  readonly access: "read" | "write";
  readonly isDestructive: boolean;
  readonly isIdempotent: boolean;
  /** `moves`: charges or refunds at once. `affects`: prices, discounts, commission, billing rhythm. */
  readonly money: "none" | "moves" | "affects";
  readonly mail: "none" | "buyer" | "unknown";
  /** The right the API key needs. */
  readonly keyRight: "read" | "full" | "billing" | "developer";
  /** Hands out or destroys credentials: served only where the operator names it. */
  readonly handlesCredentials: boolean;
  /** The tool, a read, that shows whether this write happened. */
  readonly shownBy?: string;
  /** The answer is a list: it takes `_fields` and can be cut at whole items. */
  readonly isList: boolean;
  /** Sent when the caller leaves them out; the only arguments that ever are. */
  readonly sentDefaults: Readonly<Record<string, number>>;
  /** Where the usual time-out is too short, in seconds. */
  readonly timeoutSeconds?: number;
  readonly inputSchema: {
    readonly type: "object";
    readonly properties: {
      readonly [N in ArgumentNames<P, M>]: ArgumentSchema & { readonly enum?: EnumOf<ArgumentValue<P, M, N>> };
    } & { readonly _fields?: ArgumentSchema };
    readonly additionalProperties: false;
  } & RequiredList<RequiredNames<P, M>>;
}

/** Every required argument is named and no other; without any, there is no list. */
type RequiredList<N extends string> = [N] extends [never]
  ? { readonly required?: never }
  : { readonly required: Permutation<N> };

/** Each of the names once, in any order. */
type Permutation<N extends string, K = N> = [N] extends [never]
  ? readonly []
  : K extends N
    ? readonly [K, ...Permutation<Exclude<N, K>>]
    : never;

/** A definition of whichever operation, as the runtime handles them. */
export interface AnyToolDefinition extends Omit<ToolDefinition, "method" | "inputSchema"> {
  readonly method: string;
  readonly inputSchema: {
    readonly type: "object";
    readonly properties: Readonly<Record<string, ArgumentSchema>>;
    readonly required?: readonly string[];
    readonly additionalProperties: false;
  };
}
