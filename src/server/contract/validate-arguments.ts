import { z } from "zod";
import { isObject } from "../kit/is-object.ts";
import { isNear, nearestName } from "../kit/nearest-name.ts";
import { shortenText } from "../kit/shorten-text.ts";
import { describedMember, type JsonObject } from "./normalise-arguments.ts";
import type { ArgumentSchema } from "./tool-definition.ts";
import { isEmpty, isTooDeep, MAX_DEPTH, unsendable } from "./unsendable.ts";

const MOST_NAMES_LISTED = 12;
const LONGEST_SHOWN = 80;
/** Enough to correct a call by. A body full of nonsense must not become an answer ten times its size. */
const MOST_PROBLEMS = 10;

/** zod passes over a member of this name, whatever it holds; JSON can bring one. */
const PROTOTYPE = "__proto__";

/** What is wrong with the arguments, one sentence each; empty when they may be sent. */
export type ArgumentValidator = (args: JsonObject) => string[];

/** Compiles a tool's input schema. Costs far more than a call, so it is done once per tool, on first use. */
export function createValidator(schema: ArgumentSchema): ArgumentValidator {
  const compiled = z.fromJSONSchema(withoutDefaults(schema) as z.core.JSONSchema.JSONSchema);
  return (args) => {
    const problems: string[] = [];
    for (const problem of findProblems(schema, compiled, args)) {
      if (problems.length === MOST_PROBLEMS) {
        return [...problems, "and there is more"];
      }
      problems.push(problem);
    }
    return problems;
  };
}

function* findProblems(schema: ArgumentSchema, compiled: z.ZodType, args: JsonObject): Generator<string> {
  if (isTooDeep(args)) {
    yield `arguments are nested more than ${MAX_DEPTH} levels deep, which no function takes`;
    return;
  }
  yield* unknownNames(schema, args, "");
  yield* unsendable(schema, args);
  // Compiled code would be made of the names that a description has.
  const issues = compiled.safeParse(args, { reportInput: true, jitless: true }).error?.issues ?? [];
  yield* issues.filter((issue) => !isNamedBefore(issue)).map(describeIssue);
}

/** By the names and the empty objects that were looked for first. */
function isNamedBefore({ code, input }: z.core.$ZodIssue): boolean {
  return code === "unrecognized_keys" || (code === "too_small" && isEmpty(input));
}

/** Defaults are documentation; zod would take them for given values and miss a required argument. */
function withoutDefaults(schema: ArgumentSchema): ArgumentSchema {
  const { default: _, properties, items, additionalProperties, ...rest } = schema;
  return {
    ...rest,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, member]) => [key, withoutDefaults(member)])),
    }),
    ...(items && { items: withoutDefaults(items) }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === "object" ? withoutDefaults(additionalProperties) : additionalProperties,
    }),
  };
}

/** The API ignores what it does not know without a word, so an unknown name is a mistake that only shows here. */
function* unknownNames(schema: ArgumentSchema, value: unknown, place: string): Generator<string> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      yield* unknownNames(schema.items ?? {}, item, `${place}[${index}]`);
    }
    return;
  }
  for (const [key, item] of isObject(value) ? Object.entries(value) : []) {
    const name = shortened(place === "" ? key : `${place}.${key}`);
    const member = describedMember(schema, key);
    yield* member ? unknownNames(member, item, name) : undescribedName(schema, key, item, name);
  }
}

function undescribedName(schema: ArgumentSchema, key: string, value: unknown, name: string): string[] {
  if (key === PROTOTYPE) {
    return [`${name} cannot be sent; leave it out`];
  }
  if (schema.properties === undefined) {
    return [];
  }
  return schema.additionalProperties === false
    ? [`${name} is unknown${suggestion(key, schema)}`]
    : openField(name, value, schema);
}

function suggestion(key: string, schema: ArgumentSchema): string {
  const names = Object.keys(schema.properties ?? {});
  if (names.length === 0) {
    return "; leave it out, nothing is taken here";
  }
  const places = new Map([...innerPlaces(schema), ...names.map((name): [string, string] => [name, name])]);
  const nearest = nearestName(key, [...places.keys()]);
  const shown = names.slice(0, MOST_NAMES_LISTED).join(", ") + (names.length > MOST_NAMES_LISTED ? ", …" : "");
  return nearest !== undefined && isNear(key, nearest)
    ? `; the nearest is ${places.get(nearest)}`
    : `; known are ${shown}`;
}

/** The names one level down (`name_de` → `data.name_de`): a wrapper left out is the likeliest slip. */
function innerPlaces(schema: ArgumentSchema): [string, string][] {
  return Object.entries(schema.properties ?? {}).flatMap(([outer, { properties }]) =>
    Object.keys(properties ?? {}).map((inner): [string, string] => [inner, `${outer}.${inner}`]),
  );
}

/** An open object takes further plain values only: what shape anything deeper should have is not known. */
function openField(name: string, value: unknown, schema: ArgumentSchema): string[] {
  const isSendable = typeof value === "number" ? Number.isFinite(value) : typeof value !== "object";
  const isPlain = schema.additionalProperties !== true || isSendable;
  return isPlain ? [] : [`${name} is not described, so it must be text, a number or a boolean`];
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const name = shortened(placeOf(issue.path)) || "arguments";
  const seen = shown(issue.input);
  const isMissing = issue.input === undefined;
  switch (issue.code) {
    case "invalid_type":
      return isMissing ? `${name} is required` : `${name} must be ${noun(issue.expected)}, got ${seen}${hint(issue)}`;
    case "invalid_value": {
      const values = issue.values.map(String).join(", ");
      return isMissing ? `${name} is required, one of ${values}` : `${name} must be one of ${values}, got ${seen}`;
    }
    default:
      return `${name} is ${seen}: ${issue.message}`;
  }
}

/** `addons[0].product_id`, as for unknown names. */
function placeOf(path: readonly PropertyKey[]): string {
  const parts = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`));
  return parts.join("").replace(/^\./, "");
}

function noun(expected: string): string {
  const names: Record<string, string> = {
    int: "a whole number",
    string: "text",
    array: "a list",
    object: "an object",
    record: "an object",
  };
  return names[expected] ?? `a ${expected}`;
}

function hint(issue: z.core.$ZodIssueInvalidType): string {
  if (issue.input === null) {
    return '; send "" to clear the field, or leave it out';
  }
  if (typeof issue.input === "number" && issue.expected === "string") {
    return "; give it as text, a number this long loses its last digits";
  }
  const isCommaDecimal = typeof issue.input === "string" && /^-?\d+,\d+$/.test(issue.input);
  return isCommaDecimal ? "; write decimals with a dot" : "";
}

function shown(value: unknown): string {
  return shortened(JSON.stringify(value) ?? "nothing");
}

function shortened(text: string): string {
  return shortenText(text, LONGEST_SHOWN);
}
