import { compareCodeUnits, type Problem } from "../codegen-error.ts";
import type { InputSchema } from "./api-model.ts";

/** The arguments of every function, with the extensions of their schemas. */
export type SchemasOfFunctions = ReadonlyMap<string, InputSchema>;

/** The property that shows which texts exist in several languages. */
const SHOWN_LANGUAGE = "de";

/**
 * The fields that an open argument takes although its schema does not list them, by argument: its texts in further
 * languages, and the fields that another function lists for the same argument.
 */
export function furtherFields(
  functionName: string,
  schemas: SchemasOfFunctions,
  at: string,
  problems: Problem[],
): Record<string, readonly string[]> {
  const found = Object.entries(schemas.get(functionName)?.properties ?? {}).map(([argument, schema]) => {
    const listed = new Set(Object.keys(schema.properties ?? {}));
    const all = [...fieldsOf(schema), ...borrowedFields(argument, schema, schemas, at, problems)];
    return [argument, [...new Set(all)].filter((name) => !listed.has(name)).toSorted(compareCodeUnits)] as const;
  });
  return Object.fromEntries(found.filter(([, names]) => names.length > 0));
}

function fieldsOf({ properties = {}, ...extensions }: InputSchema): string[] {
  const languages = (extensions["x-languages"] ?? []) as readonly string[];
  return Object.keys(properties).flatMap((name) => [name, ...inLanguages(name, languages)]);
}

function inLanguages(name: string, languages: readonly string[]): string[] {
  const ending = `_${SHOWN_LANGUAGE}`;
  return name.endsWith(ending)
    ? languages.map((language) => `${name.slice(0, -SHOWN_LANGUAGE.length)}${language}`)
    : [];
}

function borrowedFields(
  argument: string,
  schema: InputSchema,
  schemas: SchemasOfFunctions,
  at: string,
  problems: Problem[],
): string[] {
  const lender = schema["x-fields-of"];
  if (typeof lender !== "string") {
    return [];
  }
  const lent = schemas.get(lender)?.properties?.[argument];
  if (lent?.properties === undefined) {
    const message = `\`x-fields-of\` of ${argument} names ${lender}, which has no fields in an argument ${argument}; name a function that has some`;
    problems.push({ at, message });
    return [];
  }
  return fieldsOf(lent);
}
