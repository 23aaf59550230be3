import type { Problem } from "../codegen-error.ts";
import { pointerKey } from "../codegen-error.ts";
import { isObject, type JsonObject } from "../load/json.ts";
import type { InputSchema } from "./api-model.ts";
import { EXTENSION_NAMES, readExtensions } from "./extensions.ts";
import { toDefault, toEnum, toPattern } from "./value-keywords.ts";

const TYPES = ["object", "array", "string", "integer", "number", "boolean"];
const LIMITS = ["minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "minProperties"] as const;
const IGNORED = [
  "title",
  "example",
  "examples",
  "nullable",
  "deprecated",
  "xml",
  "externalDocs",
  "readOnly",
  "writeOnly",
];
const UNDERSTOOD = new Set<string>([
  ...["type", "description", "enum", "format", "default", "properties", "required", "additionalProperties", "items"],
  ...["anyOf", "oneOf", "pattern"],
  ...LIMITS,
  ...IGNORED,
  ...EXTENSION_NAMES,
]);
const PROPERTY_KEY_PATTERN = /^[A-Za-z0-9_.-]{1,64}$/;

/**
 * One OpenAPI schema as the JSON Schema of an argument. The result holds no `$ref`, no `nullable`, no type list, no
 * `format` but date-time (others go into the description), and no enum but one of non-empty texts: one tool outside these
 * rules can cost an agent its whole tool list. Anything that cannot be expressed within them is reported. Only a `pattern`
 * of another engine is left out, with a note.
 */
export function toInputSchema(source: unknown, at: string, problems: Problem[]): InputSchema {
  if (!isObject(source)) {
    problems.push({ at, message: "is not a schema; write an object with a type" });
    return {};
  }
  reportUnknownKeywords(source, at, problems);
  const choice = ["oneOf", "anyOf"].find((keyword) => Array.isArray(source[keyword]));
  if (choice !== undefined) {
    return { ...describe(source), anyOf: toVariants(source, choice, at, problems) };
  }
  const type = schemaType(source, at, problems);
  if (isEnumWithEmptyText(source)) {
    return enumOrEmptyText(source, at, problems);
  }
  return {
    ...(type === undefined ? {} : { type }),
    ...describe(source),
    ...toEnum(source["enum"], at, problems),
    ...(source["format"] === "date-time" ? { format: "date-time" as const } : {}),
    ...toDefault(source["default"], type, at, problems),
    ...toPattern(source["pattern"], at, problems),
    ...Object.fromEntries(LIMITS.filter((limit) => limit in source).map((limit) => [limit, source[limit]])),
    ...(type === "object" ? objectParts(source, at, problems) : {}),
    ...(type === "array" ? { items: toInputSchema(source["items"], `${at}/items`, problems) } : {}),
    ...readExtensions(source, at, problems),
  };
}

/** One key outside the pattern makes some agents refuse every tool of the server. */
export function reportKey(key: string, at: string, problems: Problem[]): void {
  if (!PROPERTY_KEY_PATTERN.test(key)) {
    problems.push({ at, message: "has a name that agents refuse; use letters, digits, _ . - (64 at most)" });
  }
}

function reportUnknownKeywords(source: JsonObject, at: string, problems: Problem[]): void {
  for (const keyword of Object.keys(source).filter((key) => !UNDERSTOOD.has(key))) {
    const message = `keyword \`${keyword}\` is not supported in arguments; say it in plain properties or in the description`;
    problems.push({ at: `${at}/${pointerKey(keyword)}`, message });
  }
}

function toVariants(source: JsonObject, choice: string, at: string, problems: Problem[]): InputSchema[] {
  const siblings = Object.keys(source).filter(
    (key) => UNDERSTOOD.has(key) && ![...IGNORED, "description"].includes(key),
  );
  for (const keyword of siblings.filter((key) => key !== choice)) {
    const message = `\`${keyword}\` next to \`${choice}\` is not supported; write it into every variant`;
    problems.push({ at: `${at}/${keyword}`, message });
  }
  return (source[choice] as unknown[]).map((variant, index) =>
    toInputSchema(variant, `${at}/${choice}/${index}`, problems),
  );
}

function schemaType(source: JsonObject, at: string, problems: Problem[]): NonNullable<InputSchema["type"]> | undefined {
  const declared = source["type"] ?? (source["properties"] ? "object" : undefined);
  // OpenAPI 3.1 writes a nullable text as ["string", "null"]; an absent argument is how this API says null.
  const types = Array.isArray(declared) ? declared.filter((type) => type !== "null") : [declared];
  if (types.length === 1 && TYPES.includes(String(types[0]))) {
    return Array.isArray(source["enum"]) ? "string" : (types[0] as NonNullable<InputSchema["type"]>);
  }
  problems.push({ at: `${at}/type`, message: `type is ${JSON.stringify(declared)}; give one of ${TYPES.join(", ")}` });
  return undefined;
}

/** Formats other than date-time go into the description: models differ in which ones they accept. */
function describe(source: JsonObject): Pick<InputSchema, "description"> {
  const format = source["format"];
  const isDescribed =
    typeof format === "string" && !["date-time", "float", "double", "int32", "int64"].includes(format);
  const parts = [source["description"], isDescribed ? `(${format})` : undefined].filter(
    (part) => typeof part === "string",
  );
  return parts.length > 0 ? { description: parts.join(" ").replace(/\s+/g, " ").trim() } : {};
}

function isEnumWithEmptyText(source: JsonObject): boolean {
  return Array.isArray(source["enum"]) && source["enum"].includes("");
}

/** An empty text clears a field. Agents refuse it in an enum, so it becomes a separate variant. */
function enumOrEmptyText(source: JsonObject, at: string, problems: Problem[]): InputSchema {
  const emptyText: InputSchema = { type: "string", maxLength: 0 };
  const values = (source["enum"] as unknown[]).filter((value) => value !== "");
  const byDefault = toDefault(source["default"], "string", at, problems);
  return values.some((value) => value !== null)
    ? {
        ...describe(source),
        ...byDefault,
        anyOf: [{ type: "string", ...toEnum(values, at, problems) }, emptyText],
      }
    : { ...emptyText, ...describe(source), ...byDefault };
}

function objectParts(source: JsonObject, at: string, problems: Problem[]): InputSchema {
  const described = isObject(source["properties"]) ? source["properties"] : {};
  const entries = Object.entries(described).filter(([, schema]) => !isReadOnly(schema));
  const properties: Record<string, InputSchema> = {};
  for (const [key, schema] of entries) {
    const place = `${at}/properties/${pointerKey(key)}`;
    reportKey(key, place, problems);
    properties[key] = toInputSchema(schema, place, problems);
  }
  const declared = Array.isArray(source["required"]) ? source["required"].map(String) : [];
  const required = declared.filter((key) => !(Object.hasOwn(described, key) && isReadOnly(described[key])));
  for (const name of required.filter((key) => !Object.hasOwn(properties, key))) {
    problems.push({ at: `${at}/required`, message: `requires \`${name}\`, which is not among the properties` });
  }
  return {
    properties,
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: additionalProperties(source, Object.keys(described).length === 0, at, problems),
  };
}

/** Answers hold it, and requests must not. */
function isReadOnly(schema: unknown): boolean {
  return isObject(schema) && schema["readOnly"] === true;
}

/** An object without any named property is a free map; every other one is closed unless it says otherwise. */
function additionalProperties(
  source: JsonObject,
  isFreeMap: boolean,
  at: string,
  problems: Problem[],
): boolean | InputSchema {
  const declared = source["additionalProperties"];
  if (isObject(declared) && Object.keys(declared).length > 0) {
    return toInputSchema(declared, `${at}/additionalProperties`, problems);
  }
  return typeof declared === "boolean" ? declared : isFreeMap || isObject(declared);
}
