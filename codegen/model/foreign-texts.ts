import type { Problem } from "../codegen-error.ts";
import type { AnswerField } from "./api-model.ts";
import { nameInRecord } from "./record-fields.ts";

/** Marks a text that the seller did not write: a buyer, an affiliate or anyone with a link did. */
const FOREIGN_TEXT = "x-foreign-text";
const TEXT_TYPE = /^(array of )?string( or null)?$/;

/**
 * The names of an answer's foreign texts. A name stands for every field whose path ends in it, so that it also holds
 * inside an object by id and in a list whose own name is in doubt.
 */
export function foreignTexts(
  fields: readonly AnswerField[],
  isList: boolean,
  at: string,
  problems: Problem[],
): readonly string[] {
  const place = `${at}/responses/200`;
  problems.push(...fields.flatMap((field) => keywordProblems(field, place)));
  const marked = fields.filter(isForeign);
  const names = [...new Set(marked.map(({ path }) => nameInRecord(path, isList) ?? plainPath(path)))];
  const shortest = names.filter((name) => !names.some((other) => name.endsWith(`.${other}`)));
  problems.push(...ambiguities(fields, shortest, place));
  return shortest;
}

function isForeign({ extensions, type }: AnswerField): boolean {
  return extensions?.[FOREIGN_TEXT] === true && TEXT_TYPE.test(type);
}

function keywordProblems({ path, type, extensions = {} }: AnswerField, at: string): Problem[] {
  return Object.entries(extensions).flatMap(([name, value]) => {
    if (name !== FOREIGN_TEXT) {
      return [{ at, message: `${path} has ${name}, which no answer has; an answer's only keyword is ${FOREIGN_TEXT}` }];
    }
    if (value !== true) {
      return [{ at, message: `${path} has ${name} ${JSON.stringify(value)}; write true or leave it out` }];
    }
    return TEXT_TYPE.test(type)
      ? []
      : [{ at, message: `${path} is ${type} and cannot have ${name}; mark the texts inside it` }];
  });
}

/** A text whose path ends like a marked one would be taken for it. */
function ambiguities(fields: readonly AnswerField[], names: readonly string[], at: string): Problem[] {
  const unmarked = fields.filter((field) => TEXT_TYPE.test(field.type) && !isForeign(field));
  return unmarked.flatMap(({ path }) => {
    const plain = plainPath(path);
    const name = names.find((one) => plain === one || plain.endsWith(`.${one}`));
    return name === undefined
      ? []
      : [{ at, message: `${path} has no ${FOREIGN_TEXT}, but another field ending in ${name} has; mark both or none` }];
  });
}

function plainPath(path: string): string {
  return path.replaceAll("[]", "");
}
