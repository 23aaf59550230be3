import type { Tool } from "@modelcontextprotocol/server";
import { tools as generatedTools } from "../../generated/tools/index.ts";
import { type AnyToolDefinition, withMarks } from "./tool-definition.ts";
import { type ArgumentValidator, createValidator } from "./validate-arguments.ts";

/** A tool as the runtime uses it. */
export interface RegisteredTool {
  readonly definition: AnyToolDefinition;
  /** As it is in the answer to `tools/list`. */
  readonly listed: Tool;
  readonly validate: ArgumentValidator;
}

export type ToolRegistry = ReadonlyMap<string, RegisteredTool>;

/** Every generated tool, in the order of the list. Nothing else imports the generated tools. */
export function generatedDefinitions(): readonly AnyToolDefinition[] {
  return generatedTools.map(withMarks);
}

/** Tools by name, in the order of the list. Built once per process. */
export function createToolRegistry(tools: readonly AnyToolDefinition[] = generatedDefinitions()): ToolRegistry {
  return new Map(tools.map((definition) => [definition.name, registerTool(definition)]));
}

/** The current name for each earlier name. */
export function currentNames(registry: ToolRegistry): ReadonlyMap<string, string> {
  const tools = [...registry.values()].map(({ definition }) => definition);
  return new Map(tools.flatMap(({ name, aliases = [] }) => aliases.map((alias): [string, string] => [alias, name])));
}

/** The answer of one function of the API, for reference. */
export interface AnswerReference {
  readonly fields: readonly (readonly [path: string, type: string, description?: string])[];
  /** A whole answer, including the envelope. */
  readonly example: unknown;
}

/** Loaded on first use, because most agents never ask for it and it would slow down every start. */
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
  "name" | "title" | "description" | "access" | "isDestructive" | "isIdempotent" | "app"
> & { readonly inputSchema: object };

/** A tool as it is in the answer to `tools/list`. */
export function toListedTool({ name, title, description, inputSchema, app, ...marks }: ListedParts): Tool {
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
    ...(app !== undefined && { _meta: { ui: { resourceUri: app } } }),
  };
}
