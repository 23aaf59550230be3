import type { AnyToolDefinition } from "../../server/contract/tool-definition.ts";

/** A function as described in `openapi/`. */
interface DescribedFunction {
  readonly definition: AnyToolDefinition;
  /** The names of its arguments, in the order of its documented signature. */
  readonly signature: readonly string[];
  /** The inside of `data` of its example answer; undefined without an example. */
  readonly example: unknown;
}

/** The described functions by name. Names are case-sensitive, as on the wire. */
export type FunctionRegistry = ReadonlyMap<string, DescribedFunction>;

/** An argument that only our tools have, not the API. */
const TOOL_ONLY_ARGUMENT = "_fields";

export function createFunctionRegistry(
  tools: readonly AnyToolDefinition[],
  exampleAnswers: Readonly<Record<string, unknown>>,
): FunctionRegistry {
  return new Map(
    tools.map((definition) => {
      const { functionName, inputSchema } = definition;
      const signature = Object.keys(inputSchema.properties).filter((name) => name !== TOOL_ONLY_ARGUMENT);
      const { data } = (exampleAnswers[functionName] ?? {}) as { readonly data?: unknown };
      return [functionName, { definition, signature, example: data }];
    }),
  );
}
