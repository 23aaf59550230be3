import { isDeepStrictEqual } from "node:util";
import type CodeBlockWriter from "code-block-writer";
import { compareCodeUnits } from "../codegen-error.ts";
import type { Mark } from "../load/load-policy.ts";
import type { ToolModel } from "../model/api-model.ts";
import { DEFAULT_MARKS } from "../model/default-marks.ts";
import { constantName, namespaceName } from "./identifier.ts";
import { addConstant, createModule, writeFlat, writeLiteral, writeMember } from "./render.ts";

const CONTRACT = "../../server/contract/tool-definition.ts";

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
      writeTool(writer, tool);
      writer.write(` satisfies ToolDefinition<${JSON.stringify(tool.path)}, ${JSON.stringify(tool.method)}>`);
    });
  }
  return module.toString();
}

/** In the order in which a person reviews it, the marks on one line. */
function writeTool(
  writer: CodeBlockWriter,
  { name, description, functionName, path, method, ...tool }: ToolModel,
): void {
  const { mark, shownBy, inputSchema } = tool;
  const titles = { title: mark.title, titleDe: mark.title_de };
  const head = { name, ...titles, description, functionName, path, method, toolset: mark.toolset };
  const aliases = mark.aliases.length > 0 ? mark.aliases : undefined;
  writer.write("{").newLine();
  writer.indent(() => {
    for (const [key, value] of Object.entries({ ...head, aliases, shownBy, timeoutSeconds: mark.timeout_seconds })) {
      if (value !== undefined) {
        writeMember(writer, key, () => writeLiteral(writer, value, key.length + 2));
      }
    }
    writeMember(writer, "marks", () => writeFlat(writer, marksOf(mark)));
    for (const [key, value] of Object.entries(extensionsOf(tool))) {
      writeMember(writer, key, () => writeFlat(writer, value));
    }
    if (mark.confirm.length > 0) {
      writeMember(writer, "confirmQuestions", () => writeLiteral(writer, mark.confirm, "confirmQuestions: ".length));
    }
    writeMember(writer, "inputSchema", () => writeLiteral(writer, inputSchema, "inputSchema: ".length));
  });
  writer.write("}");
}

/** The marks that the extensions of the description give, if any. */
function extensionsOf({
  dayEnds,
  otherNames,
  furtherFields,
  foreignTexts,
}: Pick<ToolModel, "dayEnds" | "otherNames" | "furtherFields" | "foreignTexts">): object {
  const said = Object.entries({ dayEnds, otherNames, furtherFields, foreignTexts });
  return Object.fromEntries(said.filter(([, value]) => Object.keys(value).length > 0));
}

/** Only marks that differ from the default, so the unusual ones are easy to see. */
function marksOf(mark: Mark): object {
  const marks = {
    access: mark.access,
    keyRight: mark.key,
    isPublished: mark.published,
    isReviewed: mark.reviewed ? undefined : false,
    isDestructive: mark.destructive,
    isIdempotent: mark.idempotent,
    money: mark.money,
    mail: mark.mail,
    handlesCredentials: mark.credentials,
    isList: mark.list,
    columns: mark.columns,
    sentDefaults: mark.defaults,
  };
  const defaults: Readonly<Record<string, unknown>> = DEFAULT_MARKS;
  return Object.fromEntries(Object.entries(marks).filter(([key, value]) => !isDeepStrictEqual(value, defaults[key])));
}

function indexModule(toolsets: readonly string[], tools: readonly ToolModel[]): string {
  const module = createModule([
    `import type { GeneratedTool } from "${CONTRACT}";`,
    ...toolsets.map((toolset) => `import * as ${namespaceName(toolset)} from "./${toolset}.ts";`),
  ]);
  const members = tools.map(({ name, mark }) => `${namespaceName(mark.toolset)}.${constantName(name)}`);
  const doc = "Every tool that the description yields, sorted by name.";
  addConstant(
    module,
    "tools: readonly GeneratedTool[]",
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
