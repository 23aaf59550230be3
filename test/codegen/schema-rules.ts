const TYPES = ["object", "array", "string", "integer", "number", "boolean"];
const CHOICES = ["oneOf", "anyOf", "allOf"];
const KEYWORDS = [
  ...["type", "description", "enum", "format", "default", "properties", "required", "additionalProperties", "items"],
  ...["anyOf", "minimum", "maximum", "minLength", "maxLength", "pattern", "minItems", "maxItems", "minProperties"],
];

type Schema = Readonly<Record<string, unknown>>;

/** The places at which a tool's input schema breaks the rules of design.md ("Schema rules for tool inputs"), each with its place. */
export function brokenRules(root: Schema, tool: string): string[] {
  const atRoot = CHOICES.filter((choice) => choice in root).map((choice) => `${tool}: ${choice} at the root`);
  return [...atRoot, ...(root["type"] === "object" ? [] : [`${tool}: no object`]), ...walk(root, tool)];
}

function walk(schema: Schema, at: string): string[] {
  const { type, format, enum: values, anyOf, items, properties = {}, additionalProperties } = schema;
  const isTyped = TYPES.includes(type as string) || (type === undefined && Array.isArray(anyOf));
  return [
    ...(isTyped ? [] : [`${at}: type ${JSON.stringify(type)}`]),
    ...(format === undefined || format === "date-time" ? [] : [`${at}: format ${format}`]),
    ...(values === undefined || isListOfTexts(values) ? [] : [`${at}: enum`]),
    ...(type === "object" ? brokenObject(schema, at) : []),
    ...(type === "array" && items === undefined ? [`${at}: no items`] : []),
    ...Object.keys(schema)
      .filter((keyword) => !KEYWORDS.includes(keyword))
      .map((keyword) => `${at}: unknown keyword ${keyword}`),
    ...Object.entries(properties as Record<string, Schema>).flatMap(([key, property]) => [
      ...(/^[A-Za-z0-9_.-]{1,64}$/.test(key) ? [] : [`${at}.${key}: key`]),
      ...walk(property, `${at}.${key}`),
    ]),
    ...(items === undefined ? [] : walk(items as Schema, `${at}[]`)),
    ...(typeof additionalProperties === "object" ? walk(additionalProperties as Schema, `${at}{}`) : []),
    ...((anyOf ?? []) as Schema[]).flatMap((variant, index) => walk(variant, `${at}|${index}`)),
  ];
}

function isListOfTexts(values: unknown): boolean {
  return Array.isArray(values) && values.length > 0 && values.every((text) => typeof text === "string" && text !== "");
}

function brokenObject({ properties, required = [], additionalProperties }: Schema, at: string): string[] {
  const known = Object.keys((properties ?? {}) as object);
  return [
    ...(properties === undefined ? [`${at}: no properties`] : []),
    ...(required as string[]).filter((name) => !known.includes(name)).map((name) => `${at}: requires ${name}`),
    ...(additionalProperties === undefined ? [`${at}: additionalProperties is not said`] : []),
  ];
}

/** The places of open maps whose own description does not name their form. */
export function wordlessMaps(schema: Schema, at: string): string[] {
  return Object.entries((schema["properties"] ?? {}) as Record<string, Schema>).flatMap(([key, property]) => {
    const place = `${at}.${key}`;
    const isWordless = holdsOpenMap(property) && !/\b[Mm]aps?\b|\bobjects\b|\{"/.test(String(property["description"]));
    const inner = property["type"] === "array" ? (property["items"] as Schema) : property;
    return [...(isWordless ? [place] : []), ...wordlessMaps(inner, place)];
  });
}

function holdsOpenMap({ type, properties, additionalProperties, items, anyOf }: Schema): boolean {
  const isMap =
    type === "object" && Object.keys((properties ?? {}) as object).length === 0 && Boolean(additionalProperties);
  return (
    isMap || (items !== undefined && holdsOpenMap(items as Schema)) || ((anyOf ?? []) as Schema[]).some(holdsOpenMap)
  );
}
