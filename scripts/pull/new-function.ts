import type { FunctionFacts } from "./facts.ts";
import type { JsonObject } from "./json.ts";
import { VENDOR } from "./options.ts";
import { toForm, toParameter } from "./parameters.ts";
import { printYaml } from "./print-yaml.ts";

/** The file of a function: its path without characters that a file name cannot have. */
export function fileOf(functionName: string): string {
  return `${functionName.replace(/[{}]/g, "").replaceAll("/", "-")}.yaml`;
}

/** The safest marks. A reviewer corrects them and sets `reviewed`; until then no surface serves the tool. */
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

/** The file of a new function: the facts of the source, without its author's wording. */
export function describeNewFunction(functionName: string, facts: FunctionFacts): string {
  const { method, operationId, tags, declared } = facts;
  // As in our other files: reads and removals have parameters, everything else has a form.
  const hasForm = method !== "get" && method !== "delete";
  const parameters = declared.filter(({ isInPath }) => isInPath || !hasForm);
  const form = declared.filter(({ isInPath }) => !isInPath && hasForm);
  const operation = {
    ...(operationId !== undefined && { operationId }),
    tags: tags.length > 0 ? tags : ["Other"],
    summary: titleOf(functionName),
    description: "Not reviewed yet; its meaning is in the API reference.",
    externalDocs: { url: referenceOf(functionName) },
    ...(parameters.length > 0 && { parameters: parameters.map(toParameter) }),
    ...(form.length > 0 && { requestBody: toForm(form) }),
    responses: ANSWERS,
  };
  return printYaml({ [method]: operation });
}

const SHARED = "../openapi.yaml#/components";
const ANSWERS = {
  "200": {
    description: "Not described yet.",
    content: {
      "application/json": {
        schema: { allOf: [{ $ref: `${SHARED}/schemas/Envelope` }, { type: "object", properties: { data: {} } }] },
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
  "4XX": { $ref: `${SHARED}/responses/Refused` },
};

/** The vendor names a file after its function; the names for longer paths are not documented. */
function referenceOf(functionName: string): string {
  return /^[\w-]+$/.test(functionName) ? new URL(`paths/${functionName}.yaml`, VENDOR).href : VENDOR;
}

/** `listNewThings` and `deliverable-types` as words. */
function titleOf(functionName: string): string {
  const words = functionName
    .replace(/[{}]/g, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase());
  const title = (words.join("").length < 3 ? ["function", ...words] : words).join(" ").slice(0, 60);
  return title.charAt(0).toUpperCase() + title.slice(1);
}
