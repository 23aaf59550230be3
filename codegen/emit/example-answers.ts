import type { ToolModel } from "../model/api-model.ts";
import { addConstant, createProject, HEADER, writeLiteral } from "./render.ts";

/** The described example answer of every function, for the sandbox and the tests. */
export function emitExampleAnswers(tools: readonly ToolModel[]): string {
  const answers = tools
    .filter(({ answer }) => answer.example !== undefined)
    .map(({ functionName, answer }) => [functionName, answer.example]);
  const file = createProject().createSourceFile("example-answers.ts");
  const doc = "A whole answer of each function as the API sends it, by function name.";
  addConstant(
    file,
    "exampleAnswers: Readonly<Record<string, unknown>>",
    (writer) => {
      writeLiteral(writer, Object.fromEntries(answers));
    },
    doc,
  );
  return HEADER + file.getFullText().trimStart();
}
