import type { SourceFile } from "ts-morph";
import { compareCodeUnits } from "../codegen-error.ts";
import type { ToolModel } from "../model/api-model.ts";
import { constantName, namespaceName } from "./identifier.ts";
import { addConstant, createProject, HEADER, writeLiteral } from "./render.ts";

const CONTRACT = "../../server/tool-definition.ts";

/** One module per toolset, plain data that checks itself against the contract, and the index over all of them. */
export function emitToolModules(tools: readonly ToolModel[]): Map<string, string> {
  const project = createProject();
  const toolsets = [...new Set(tools.map(({ mark }) => mark.toolset))].toSorted(compareCodeUnits);
  const files = new Map<string, string>();
  for (const toolset of toolsets) {
    const file = project.createSourceFile(`${toolset}.ts`);
    writeToolset(
      file,
      tools.filter(({ mark }) => mark.toolset === toolset),
    );
    files.set(`tools/${toolset}.ts`, HEADER + file.getFullText());
  }
  const index = project.createSourceFile("index.ts");
  writeIndex(index, toolsets, tools);
  files.set("tools/index.ts", HEADER + index.getFullText());
  return files;
}

function writeToolset(file: SourceFile, tools: readonly ToolModel[]): void {
  file.addImportDeclaration({ isTypeOnly: true, moduleSpecifier: CONTRACT, namedImports: ["ToolDefinition"] });
  for (const tool of tools) {
    addConstant(file, constantName(tool.name), (writer) => {
      writeLiteral(writer, toolLiteral(tool));
      writer.write(` satisfies ToolDefinition<${JSON.stringify(tool.path)}, ${JSON.stringify(tool.method)}>`);
    });
  }
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

function writeIndex(file: SourceFile, toolsets: readonly string[], tools: readonly ToolModel[]): void {
  file.addImportDeclaration({ isTypeOnly: true, moduleSpecifier: CONTRACT, namedImports: ["AnyToolDefinition"] });
  for (const toolset of toolsets) {
    file.addImportDeclaration({ moduleSpecifier: `./${toolset}.ts`, namespaceImport: namespaceName(toolset) });
  }
  const members = tools.map(({ name, mark }) => `${namespaceName(mark.toolset)}.${constantName(name)}`);
  const doc = "Every tool that the description yields, sorted by name.";
  addConstant(
    file,
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
}
