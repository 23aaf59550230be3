import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  lib: ["lib.es2023.d.ts"],
  types: ["node"],
};

/** The complaints of the compiler about a module in the root of the repository. */
function complaintsAbout(code: string): readonly string[] {
  const file = path.resolve("program.mts");
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.getSourceFile = (name, ...others) =>
    name === file ? ts.createSourceFile(name, code, OPTIONS.target ?? 0) : getSourceFile(name, ...others);
  const program = ts.createProgram([file], OPTIONS, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

test("the client in docs/clients.md is also valid TypeScript", () => {
  const [, code = ""] = /^```js\n([\s\S]*?)^```$/m.exec(readFileSync("docs/clients.md", "utf8")) ?? [];
  expect(code).toContain("callTool");
  // The only complaint is about the mistake that is added here, so the compiler has read the rest.
  expect(complaintsAbout(`${code}client.callTools();`)).toEqual([expect.stringContaining("callTools")]);
});
