import type { Problem } from "../codegen-error.ts";
import type { JsonObject } from "../load/json.ts";
import type { InputSchema } from "./api-model.ts";

const isTextList = (value: unknown) =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string");

/** Our own keywords, which an author writes into a schema and no agent sees; `openapi/README.md` explains them. */
const EXTENSIONS: Readonly<Record<string, { readonly form: string; readonly isOne: (value: unknown) => boolean }>> = {
  "x-fields-of": { form: "the name of a function", isOne: (value) => typeof value === "string" },
  "x-also-called": { form: "a list of names such as [url]", isOne: isTextList },
  "x-end-of-day": { form: "true", isOne: (value) => value === true },
  "x-languages": { form: "a list of endings such as [de, fr]", isOne: isTextList },
};

export const EXTENSION_NAMES = Object.keys(EXTENSIONS);

/** The extensions of one schema. {@link withoutExtensions} takes them out of the argument again. */
export function readExtensions(source: JsonObject, at: string, problems: Problem[]): JsonObject {
  const found = Object.entries(EXTENSIONS).filter(([name]) => name in source);
  for (const [name, { form, isOne }] of found) {
    if (!isOne(source[name])) {
      problems.push({ at: `${at}/${name}`, message: `is ${JSON.stringify(source[name])}; write ${form}` });
    }
  }
  return Object.fromEntries(
    found.filter(([name, { isOne }]) => isOne(source[name])).map(([name]) => [name, source[name]]),
  );
}

/** The dotted names of the arguments whose schema has an extension. */
export function placesWith(extension: string, { properties = {} }: InputSchema): string[] {
  return Object.entries(properties).flatMap(([name, schema]) => [
    ...(extension in schema ? [name] : []),
    ...placesWith(extension, schema).map((inner) => `${name}.${inner}`),
  ]);
}

/** The names that other sources have for arguments, as dotted names, each with the name to send. */
export function otherNames({ properties = {} }: InputSchema, parent = ""): Record<string, string> {
  const found = Object.entries(properties).flatMap(([name, schema]) => [
    ...((schema["x-also-called"] ?? []) as readonly string[]).map((other) => [`${parent}${other}`, name] as const),
    ...Object.entries(otherNames(schema, `${parent}${name}.`)),
  ]);
  return Object.fromEntries(found);
}

/** A schema as an agent gets it. */
export function withoutExtensions(schema: InputSchema): InputSchema {
  const own = Object.entries(schema).filter(([key]) => !EXTENSION_NAMES.includes(key));
  const { properties, items, additionalProperties, anyOf } = schema;
  return {
    ...Object.fromEntries(own),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, member]) => [key, withoutExtensions(member)]),
      ),
    }),
    ...(items && { items: withoutExtensions(items) }),
    ...(typeof additionalProperties === "object" && { additionalProperties: withoutExtensions(additionalProperties) }),
    ...(anyOf && { anyOf: anyOf.map(withoutExtensions) }),
  };
}
