import type { InputSchema } from "./api-model.ts";

/** Descriptions mention functions, but an agent can only call tools. Replaces each function's name with its tool's. */
export function nameTools(text: string, namesOf: ReadonlyMap<string, string>): string {
  const toolOf = (word: string) => (isFunctionName(word) ? namesOf.get(word) : undefined);
  // A name may hold a dash (`deliverable-types`), and so may a word made of a name (`getOrder-like`).
  return nameLongPaths(text, namesOf).replace(
    /[A-Za-z]+(-[A-Za-z]+)*/g,
    (whole) => toolOf(whole) ?? whole.replace(/[A-Za-z]+/g, (word) => toolOf(word) ?? word),
  );
}

/** `{productId}/legal-requirements` is not a word, so only its exact text is replaced. */
function nameLongPaths(text: string, namesOf: ReadonlyMap<string, string>): string {
  const long = [...namesOf].filter(([functionName]) => functionName.includes("/"));
  return long.reduce((named, [functionName, tool]) => named.replaceAll(functionName, () => tool), text);
}

/** `nameTools` for every description inside a schema. */
export function nameToolsInside(schema: InputSchema, namesOf: ReadonlyMap<string, string>): InputSchema {
  const { description, properties, items, additionalProperties, anyOf } = schema;
  return {
    ...schema,
    ...(description !== undefined && { description: nameTools(description, namesOf) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, member]) => [key, nameToolsInside(member, namesOf)]),
      ),
    }),
    ...(items && { items: nameToolsInside(items, namesOf) }),
    ...(typeof additionalProperties === "object" && {
      additionalProperties: nameToolsInside(additionalProperties, namesOf),
    }),
    ...(anyOf && { anyOf: anyOf.map((variant) => nameToolsInside(variant, namesOf)) }),
  };
}

/** `ping` and `unregister` are ordinary words too, so only a name that cannot be prose is replaced. */
function isFunctionName(word: string): boolean {
  return /[a-z][A-Z]|-/.test(word);
}
