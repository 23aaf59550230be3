import { byFunction, type ToolModel } from "../model/api-model.ts";
import { addConstant, createModule, writeLiteral } from "./render.ts";

/** The fields of every function's answer, for the reference that agents can read. */
export function emitAnswerFields(tools: readonly ToolModel[]): string {
  const fields = tools
    .toSorted(byFunction)
    .map(({ functionName, answer }) => [
      functionName,
      answer.fields.map(({ path, type, description }) => [
        path,
        type,
        ...(description === undefined ? [] : [description]),
      ]),
    ]);
  const module = createModule();
  const doc = "Path, type and description of each field below an answer's `data`, by function name.";
  addConstant(
    module,
    "answerFields: Readonly<Record<string, readonly (readonly [path: string, type: string, description?: string])[]>>",
    (writer) => {
      writeLiteral(writer, Object.fromEntries(fields));
    },
    doc,
  );
  return module.toString();
}
