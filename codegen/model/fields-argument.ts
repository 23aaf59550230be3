import type { Problem } from "../codegen-error.ts";
import type { Mark } from "../load/load-policy.ts";
import type { AnswerModel, InputSchema } from "./api-model.ts";
import { recordFields } from "./record-fields.ts";

/** The argument `_fields`, with which a caller chooses the fields of long answers; undefined if the tool has none. */
export function fieldsArgument(answer: AnswerModel, mark: Mark, problems: Problem[]): InputSchema | undefined {
  const known = recordFields(answer, mark.list);
  if (mark.columns.length > 0 && !mark.list) {
    problems.push({ at: `${mark.at}/columns`, message: "needs list: true; columns are the fields of a list's items" });
  }
  return mark.list || mark.fields
    ? { type: "array", description: textOf(mark, known), items: { type: "string" } }
    : undefined;
}

function textOf({ columns }: Mark, known: readonly string[]): string {
  if (columns.length > 0) {
    return `Default ${columns.join(",")}; * for all`;
  }
  const example = known.find((name) => !known.some((other) => other.startsWith(`${name}.`)));
  return example === undefined ? "Only these fields" : `E.g. only ${example}`;
}
