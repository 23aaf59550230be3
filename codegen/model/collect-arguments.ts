import { type Problem, pointerKey } from "../codegen-error.ts";
import { isObject, type JsonObject } from "../load/json.ts";
import type { SourceOperation } from "../load/source-operations.ts";
import type { InputSchema } from "./api-model.ts";
import { pathParameters } from "./function-path.ts";
import { reportKey, toInputSchema } from "./to-input-schema.ts";

const FORM = "application/x-www-form-urlencoded";
const JSON_BODY = "application/json";
const PATH_PARAMETER_TYPES = ["string", "integer", "number"];

/**
 * All arguments of an operation as one flat object, wherever the description puts them: on the wire all are form fields,
 * except for those that the path names.
 */
export function collectArguments(source: SourceOperation, problems: Problem[]): InputSchema {
  const found = [...parameterArguments(source, problems), ...bodyArguments(source, problems)];
  const properties: Record<string, InputSchema> = {};
  for (const { name, schema, at } of found) {
    if (Object.hasOwn(properties, name)) {
      problems.push({ at, message: `argument \`${name}\` is described twice; keep one` });
    }
    properties[name] = schema;
  }
  const required = found.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  return {
    type: "object",
    properties,
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

interface Argument {
  readonly name: string;
  readonly schema: InputSchema;
  readonly isRequired: boolean;
  readonly at: string;
}

function parameterArguments({ operation, at, path }: SourceOperation, problems: Problem[]): Argument[] {
  const declared = operation["parameters"] ?? [];
  if (!(Array.isArray(declared) && declared.every(isObject))) {
    problems.push({ at: `${at}/parameters`, message: "is not a list of parameters; write one item for each" });
    return [];
  }
  return declared.map((parameter, index) => {
    const place = `${at}/parameters/${index}`;
    const name = String(parameter["name"]);
    reportKey(name, `${place}/name`, problems);
    const isInPath = parameter["in"] === "path";
    const schema = toInputSchema(parameterSchema(parameter), `${place}/schema`, problems);
    if (isInPath) {
      reportPathParameter(name, schema, pathParameters(path), place, problems);
    } else {
      reportFormParameter(parameter, place, problems);
    }
    const description = schema.description ?? oneLine(parameter["description"]);
    return {
      name,
      schema: description === undefined ? schema : withDescription(schema, description),
      isRequired: isInPath || parameter["required"] === true,
      at: place,
    };
  });
}

function reportFormParameter(parameter: JsonObject, place: string, problems: Problem[]): void {
  if (parameter["in"] !== "query") {
    const message = `a parameter in ${JSON.stringify(parameter["in"])} is not supported; put it in the query or the form body`;
    problems.push({ at: `${place}/in`, message });
  }
  if (!["form", "deepObject", undefined].includes(parameter["style"] as string | undefined)) {
    const message = `style ${JSON.stringify(parameter["style"])} is not supported; the API reads PHP brackets (deepObject)`;
    problems.push({ at: `${place}/style`, message });
  }
}

function reportPathParameter(
  name: string,
  schema: InputSchema,
  inPath: readonly string[],
  place: string,
  problems: Problem[],
): void {
  if (!inPath.includes(name)) {
    problems.push({ at: `${place}/in`, message: `the path has no {${name}}; put it in the query or the form body` });
  }
  if (schema.type !== undefined && !PATH_PARAMETER_TYPES.includes(schema.type)) {
    problems.push({ at: `${place}/schema`, message: "cannot be part of a path; make it text or a number" });
  }
}

/** A parameter may carry its schema as JSON `content`; the API reads it as brackets all the same. */
function parameterSchema(parameter: JsonObject): unknown {
  const content = parameter["content"];
  const media = isObject(content) ? Object.values(content)[0] : undefined;
  return parameter["schema"] ?? (isObject(media) ? media["schema"] : undefined);
}

function oneLine(text: unknown): string | undefined {
  return typeof text === "string" ? text.replace(/\s+/g, " ").trim() : undefined;
}

function withDescription(schema: InputSchema, description: string): InputSchema {
  const { type, ...rest } = schema;
  return { ...(type === undefined ? {} : { type }), ...rest, description };
}

function bodyArguments(source: SourceOperation, problems: Problem[]): Argument[] {
  const body = source.operation["requestBody"];
  const content = isObject(body) && isObject(body["content"]) ? body["content"] : {};
  const [mediaType] = Object.keys(content);
  if (mediaType === undefined) {
    return [];
  }
  const at = `${source.at}/requestBody/content/${pointerKey(mediaType)}`;
  if (mediaType !== FORM && mediaType !== JSON_BODY) {
    problems.push({ at, message: `a body of ${mediaType} is not supported; describe it as ${FORM}` });
    return [];
  }
  const media = content[mediaType];
  const schema = toInputSchema(isObject(media) ? media["schema"] : undefined, `${at}/schema`, problems);
  if (schema.type !== "object") {
    problems.push({ at: `${at}/schema`, message: "the body must be one plain object, without oneOf, anyOf or allOf" });
  }
  return isUnwrappedData(source, mediaType, schema)
    ? [{ name: "data", schema, isRequired: true, at }]
    : Object.entries(schema.properties ?? {}).map(([name, property]) => ({
        name,
        schema: property,
        isRequired: schema.required?.includes(name) ?? false,
        at: `${at}/schema/properties/${pointerKey(name)}`,
      }));
}

/**
 * The vendor describes an update as an id in the query and the fields as a JSON body. On the wire those fields stand
 * inside `data` (flat ones are ignored without a word), and only so can updateVoucher carry both of its `code`s.
 */
function isUnwrappedData({ operation }: SourceOperation, mediaType: string, body: InputSchema): boolean {
  const hasParameters = Array.isArray(operation["parameters"]) && operation["parameters"].length > 0;
  return mediaType === JSON_BODY && hasParameters && !("data" in (body.properties ?? {}));
}
