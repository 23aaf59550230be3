import { ts } from "ts-morph";
import { describe, expect, test } from "vitest";
import { constantName, namespaceName } from "../../codegen/emit/identifier.ts";

describe("the constant of a tool", () => {
  test.each([
    { name: "PostCreateproduct", want: "PostCreateproduct" },
    { name: "GetDeliverable-types", want: "GetDeliverable$types" },
    { name: "delete", want: "$delete" },
    { name: "default", want: "$default" },
    { name: "ToolDefinition", want: "$ToolDefinition" },
    { name: "2fa", want: "$2fa" },
    { name: "-delete", want: "$$delete" },
  ])("$name is called $want", ({ name, want }) => {
    expect(constantName(name)).toBe(want);
  });

  test("differs for every name, however alike the names are", () => {
    const names = ["a-b", "a_b", "ab", "delete", "delete_", "_delete", "-delete", "--delete", "delete-", "2fa", "_2fa"];

    expect(new Set(names.map(constantName)).size).toBe(names.length);
  });

  test.each(reservedWords())("can be declared even if the tool is called %s", (word) => {
    expect(syntaxErrors(`export const ${constantName(word)} = 1;`)).toEqual([]);
  });
});

test.each([
  { slug: "buy-urls", want: "buyUrls" },
  { slug: "class", want: "$class" },
  { slug: "tools", want: "$tools" },
  { slug: "e-1", want: "e$1" },
])("the module of the toolset $slug is imported as $want", ({ slug, want }) => {
  expect(namespaceName(slug)).toBe(want);
});

/** Every word that the compiler itself knows, whether or not it is one of ours. */
function reservedWords(): string[] {
  const kinds = Array.from({ length: ts.SyntaxKind.LastKeyword - ts.SyntaxKind.FirstKeyword + 1 });
  return kinds.map((_, index) => ts.tokenToString(ts.SyntaxKind.FirstKeyword + index) ?? "");
}

function syntaxErrors(text: string): string[] {
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.Latest };
  const { diagnostics = [] } = ts.transpileModule(text, { compilerOptions: options, reportDiagnostics: true });
  return diagnostics.map(({ messageText }) => String(messageText));
}
