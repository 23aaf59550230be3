import { stringify } from "yaml";
import { type FunctionFacts, WRAPPER_KEY } from "./facts.ts";
import { isObject, type JsonObject, member } from "./json.ts";
import { toOurSchema } from "./our-schema.ts";

const FORM = "application/x-www-form-urlencoded";

/** Where a function is described: its path without what a file name cannot hold. */
export function fileOf(functionName: string): string {
  return `${functionName.replace(/[{}]/g, "").replaceAll("/", "-")}.yaml`;
}

/** The marks that can do no harm. A person sets them right, and `reviewed` with them; until then no surface serves the tool. */
export function safestMarks(functionName: string): JsonObject {
  return {
    title: titleOf(functionName),
    access: "write",
    destructive: true,
    idempotent: false,
    money: "moves",
    mail: "unknown",
    key: "full",
    published: false,
    reviewed: false,
  };
}

/** The file of a function that is new: what the source states as facts, in no words of its author. */
export function describeNewFunction(functionName: string, { method, operationId, operation }: FunctionFacts): string {
  const parameters = (Array.isArray(operation["parameters"]) ? operation["parameters"] : []).filter(isObject);
  const inPath = parameters.filter((parameter) => parameter["in"] === "path");
  const form = formOf(
    operation,
    parameters.filter((parameter) => parameter["in"] !== "path"),
  );
  const description = {
    [method]: {
      ...(operationId !== undefined && { operationId }),
      tags: Array.isArray(operation["tags"]) ? operation["tags"] : ["Other"],
      summary: titleOf(functionName),
      description: "Taken over from the API's description and not reviewed yet. See the API's own reference.",
      ...(inPath.length > 0 && { parameters: inPath.map(pathParameter) }),
      ...(form && { requestBody: form }),
      responses: ANSWER,
    },
  };
  return stringify(description, { lineWidth: 120 });
}

const ENVELOPE = "../openapi.yaml#/components/schemas/Envelope";
const ANSWER = {
  "200": {
    description: "Not described yet.",
    content: {
      "application/json": {
        schema: { allOf: [{ $ref: ENVELOPE }, { type: "object", properties: { data: { type: "object" } } }] },
        example: {
          api_version: "1.2",
          current_time: "2026-03-16 10:15:00",
          runtime_seconds: 0.05,
          result: "success",
          data: {},
        },
      },
    },
  },
};

function pathParameter(parameter: JsonObject): JsonObject {
  return { name: parameter["name"], in: "path", required: true, schema: toOurSchema(parameter["schema"]) };
}

/** All arguments as the form that they are on the wire. */
function formOf(operation: JsonObject, parameters: readonly JsonObject[]): JsonObject | undefined {
  const named = parameters.map((parameter) => ({
    name: String(parameter["name"]),
    isRequired: parameter["required"] === true,
    schema: toOurSchema(parameter["schema"] ?? mediaSchema(parameter["content"])),
  }));
  const body = mediaSchema(member(operation, "requestBody")["content"]);
  const wrapper = body[WRAPPER_KEY];
  const whole = toOurSchema({ ...body, type: "object" });
  const ofBody = typeof wrapper === "string" ? { [wrapper]: whole } : member(whole, "properties");
  const properties = { ...Object.fromEntries(named.map(({ name, schema }) => [name, schema])), ...ofBody };
  if (Object.keys(properties).length === 0) {
    return undefined;
  }
  const ofBodyRequired = typeof wrapper === "string" ? [wrapper] : ((whole["required"] as string[] | undefined) ?? []);
  const required = [...named.filter(({ isRequired }) => isRequired).map(({ name }) => name), ...ofBodyRequired];
  const deep = Object.entries(properties).filter(([, schema]) => isObject(schema) && schema["type"] === "object");
  const schema = { type: "object", ...(required.length > 0 && { required }), additionalProperties: false, properties };
  const encoding = Object.fromEntries(deep.map(([name]) => [name, { style: "deepObject", explode: true }]));
  return { required: required.length > 0, content: { [FORM]: { schema, ...(deep.length > 0 && { encoding }) } } };
}

function mediaSchema(content: unknown): JsonObject {
  return member(isObject(content) ? Object.values(content)[0] : undefined, "schema");
}

/** `listNewThings` and `deliverable-types` as words. */
function titleOf(functionName: string): string {
  const words = functionName
    .replace(/[{}]/g, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase());
  const title = words.join(" ").slice(0, 60);
  return title.charAt(0).toUpperCase() + title.slice(1);
}
