import { byFunction, type ToolModel } from "../model/api-model.ts";
import { addConstant, createModule, writeLiteral } from "./render.ts";

/** The described example answer of every function, for the sandbox and the tests. */
export function emitExampleAnswers(tools: readonly ToolModel[]): string {
  const answers = tools
    .filter(({ answer }) => answer.example !== undefined)
    .toSorted(byFunction)
    .map(({ functionName, answer }) => [functionName, answer.example]);
  const module = createModule();
  const doc = "A whole answer of each function as the API sends it, by function name.";
  addConstant(
    module,
    "exampleAnswers: Readonly<Record<string, unknown>>",
    (writer) => {
      writeLiteral(writer, Object.fromEntries(answers));
    },
    doc,
  );
  return module.toString();
}
