import type { Tool } from "@modelcontextprotocol/server";
import { tools as generatedTools } from "../../generated/tools/index.ts";
import { type AnyToolDefinition, withMarks } from "./tool-definition.ts";
import { type ArgumentValidator, createValidator } from "./validate-arguments.ts";

/** A tool as the runtime uses it. */
export interface RegisteredTool {
  readonly definition: AnyToolDefinition;
  /** As `tools/list` shows it. */
  readonly listed: Tool;
  readonly validate: ArgumentValidator;
}

export type ToolRegistry = ReadonlyMap<string, RegisteredTool>;

/** Every generated tool by name, in the order of the list. Built once per process; the only way generated values come in. */
export function createToolRegistry(tools: readonly AnyToolDefinition[] = generatedTools.map(withMarks)): ToolRegistry {
  return new Map(tools.map((definition) => [definition.name, registerTool(definition)]));
}

/** Where each earlier name of a tool leads. */
export function currentNames(registry: ToolRegistry): ReadonlyMap<string, string> {
  const tools = [...registry.values()].map(({ definition }) => definition);
  return new Map(tools.flatMap(({ name, aliases = [] }) => aliases.map((alias): [string, string] => [alias, name])));
}

/** What the API answers a function with. */
export interface AnswerReference {
  readonly fields: readonly (readonly [path: string, type: string, description?: string])[];
  /** A whole answer, envelope and all. */
  readonly example: unknown;
}

/** Read when it is first asked for: most agents never do, and every start would pay for it. */
export async function loadAnswerReference(functionName: string): Promise<AnswerReference> {
  const [{ answerFields }, { exampleAnswers }] = await Promise.all([
    import("../../generated/answer-fields.ts"),
    import("../../generated/example-answers.ts"),
  ]);
  return { fields: answerFields[functionName] ?? [], example: exampleAnswers[functionName] };
}

function registerTool(definition: AnyToolDefinition): RegisteredTool {
  let validator: ArgumentValidator | undefined;
  return {
    definition,
    listed: toListedTool(definition),
    validate: (args) => {
      validator ??= createValidator(definition.inputSchema);
      return validator(args);
    },
  };
}

type ListedParts = Pick<
  AnyToolDefinition,
  "name" | "title" | "description" | "access" | "isDestructive" | "isIdempotent"
> & { readonly inputSchema: object };

/** A tool as `tools/list` shows it. */
export function toListedTool({ name, title, description, inputSchema, ...marks }: ListedParts): Tool {
  return {
    name,
    description,
    inputSchema: inputSchema as unknown as Tool["inputSchema"],
    annotations: {
      title,
      readOnlyHint: marks.access === "read",
      destructiveHint: marks.isDestructive,
      idempotentHint: marks.isIdempotent,
      openWorldHint: true,
    },
  };
}
