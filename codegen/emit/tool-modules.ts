import { compareCodeUnits } from "../codegen-error.ts";
import type { ToolModel } from "../model/api-model.ts";
import { constantName, namespaceName } from "./identifier.ts";
import { addConstant, createModule, writeLiteral } from "./render.ts";

const CONTRACT = "../../server/tool-definition.ts";

/** One module per toolset, plain data that checks itself against the contract, and the index over all of them. */
export function emitToolModules(tools: readonly ToolModel[]): Map<string, string> {
  const toolsets = [...new Set(tools.map(({ mark }) => mark.toolset))].toSorted(compareCodeUnits);
  const modules = toolsets.map((toolset): [string, string] => [
    `tools/${toolset}.ts`,
    toolsetModule(tools.filter(({ mark }) => mark.toolset === toolset)),
  ]);
  return new Map([...modules, ["tools/index.ts", indexModule(toolsets, tools)]]);
}

function toolsetModule(tools: readonly ToolModel[]): string {
  const module = createModule([`import type { ToolDefinition } from "${CONTRACT}";`]);
  for (const tool of tools) {
    addConstant(module, constantName(tool.name), (writer) => {
      writeLiteral(writer, toolLiteral(tool));
      writer.write(` satisfies ToolDefinition<${JSON.stringify(tool.path)}, ${JSON.stringify(tool.method)}>`);
    });
  }
  return module.toString();
}

/** The literal in the order in which a person reviews it. */
function toolLiteral({ name, description, functionName, path, method, mark, shownBy, inputSchema }: ToolModel): object {
  return {
    name,
    aliases: mark.aliases.length > 0 ? mark.aliases : undefined,
    title: mark.title,
    description,
    functionName,
    path,
    method,
    toolset: mark.toolset,
    isPublished: mark.published,
    isReviewed: mark.reviewed ? undefined : false,
    access: mark.access,
    isDestructive: mark.destructive,
    isIdempotent: mark.idempotent,
    money: mark.money,
    mail: mark.mail,
    keyRight: mark.key,
    handlesCredentials: mark.credentials,
    shownBy,
    isList: mark.list,
    sentDefaults: mark.defaults,
    timeoutSeconds: mark.timeout_seconds,
    inputSchema,
  };
}

function indexModule(toolsets: readonly string[], tools: readonly ToolModel[]): string {
  const module = createModule([
    `import type { AnyToolDefinition } from "${CONTRACT}";`,
    ...toolsets.map((toolset) => `import * as ${namespaceName(toolset)} from "./${toolset}.ts";`),
  ]);
  const members = tools.map(({ name, mark }) => `${namespaceName(mark.toolset)}.${constantName(name)}`);
  const doc = "Every tool that the description yields, sorted by name.";
  addConstant(
    module,
    "tools: readonly AnyToolDefinition[]",
    (writer) => {
      writer.write("[").newLine();
      writer.indent(() => {
        for (const member of members) {
          writer.writeLine(`${member},`);
        }
      });
      writer.write("]");
    },
    doc,
  );
  return module.toString();
}
