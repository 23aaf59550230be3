import { Ajv2019 as Ajv, type ValidateFunction } from "ajv/dist/2019.js";
import { loadDescription } from "../../codegen/load/load-description.ts";

interface AnySchema {
  readonly [keyword: string]: unknown;
}

interface SchemaParts {
  readonly properties?: Readonly<Record<string, AnySchema>>;
  readonly allOf?: readonly AnySchema[];
  readonly items?: AnySchema;
  readonly additionalProperties?: boolean | AnySchema;
}

/** The part of an operation that describes its answer, as checked by the generator. */
interface DescribedAnswer {
  readonly responses: { readonly "200": { readonly content: { readonly "application/json": { schema: AnySchema } } } };
}

/** The problems of a function's answer; empty if there are none. */
type Judge = (functionName: string, envelope: unknown) => string;

const HEAD = { api_version: { type: "string" }, current_time: { type: "string" }, runtime_seconds: { type: "number" } };
const EMPTY_LIST = { type: "array", maxItems: 0 };
const NAMED = { type: "string", minLength: 1 };
const REFUSAL: AnySchema = {
  type: "object",
  required: ["api_version", "result", "code", "message"],
  properties: { ...HEAD, result: { const: "error" }, code: { type: "integer", minimum: 1 }, message: NAMED },
  additionalProperties: false,
};

let loaded: Promise<Judge> | undefined;

/**
 * Judges answers by the response schemas of our description, more strictly than a caller would: a field that is not
 * described is wrong, and so are a success without data and a refusal with data. Types are those of the description for the
 * wire: a number that may come as text has to say so there. All test files of a worker share one.
 */
export function loadJudge(): Promise<Judge> {
  loaded ??= createJudge();
  return loaded;
}

async function createJudge(): Promise<Judge> {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  const { operations } = await loadDescription("openapi/openapi.yaml");
  const schemas = new Map(
    operations.map(({ path, operation }) => {
      const { responses } = operation as unknown as DescribedAnswer;
      return [path.slice(1), responses["200"].content["application/json"].schema];
    }),
  );
  const isRefusal = ajv.compile(REFUSAL);
  const compiled = new Map<string, ValidateFunction>();
  return (functionName, envelope) => {
    const isError = (envelope as { result?: unknown }).result !== "success";
    const judge = isError ? isRefusal : (compiled.get(functionName) ?? compile(functionName));
    return judge(envelope) ? "" : complaintsOf(judge);
  };

  function compile(functionName: string): ValidateFunction {
    const judge = ajv.compile(closed({ ...schemas.get(functionName), required: ["data"] }));
    compiled.set(functionName, judge);
    return judge;
  }
}

/** Each problem once: of the items of a list, only the first is reported. */
function complaintsOf({ errors }: ValidateFunction): string {
  const texts = (errors ?? []).map(({ instancePath, message, params }) => {
    const field: unknown = params["unevaluatedProperty"];
    return `${instancePath.replace(/\d+/g, "…")} ${field === undefined ? message : `has the undescribed ${field}`}`;
  });
  return [...new Set(texts)].join("; ");
}

/**
 * The same schema without any fields that it does not name, on every level. An object without fields may be an
 * empty list, as the head of the description says.
 */
function closed(schema: AnySchema): AnySchema {
  const isOpen = schema["additionalProperties"] !== undefined;
  const namesFields = schema["properties"] !== undefined || schema["allOf"] !== undefined;
  const strict = { ...closedBelow(schema), ...(namesFields && !isOpen && { unevaluatedProperties: false }) };
  return schema["type"] === "object" ? { anyOf: [EMPTY_LIST, strict] } : strict;
}

/** The parts of `allOf` allow each other's fields. */
function closedBelow(schema: AnySchema): AnySchema {
  const { properties = {}, allOf, items, additionalProperties } = schema as SchemaParts;
  return {
    ...schema,
    ...(schema["properties"] !== undefined && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, closed(inner)])),
    }),
    ...(allOf && { allOf: allOf.map(closedBelow) }),
    ...(items && { items: closed(items) }),
    ...(typeof additionalProperties === "object" && { additionalProperties: closed(additionalProperties) }),
  };
}
