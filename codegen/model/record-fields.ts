import type { AnswerModel } from "./api-model.ts";

/** The dotted names of the fields of one item, or of an answer that is not a list. */
export function recordFields({ fields }: AnswerModel, isList: boolean): string[] {
  const names = fields.map(({ path }) => nameInRecord(path, isList)).filter((name) => name !== undefined);
  return [...new Set(names)];
}

/** A field's name inside its record; undefined if a list's answer has it outside the items. */
export function nameInRecord(path: string, isList: boolean): string | undefined {
  const start = isList ? path.indexOf("[].") : -1;
  return isList && start === -1 ? undefined : path.slice(start === -1 ? 0 : start + "[].".length).replaceAll("[]", "");
}
