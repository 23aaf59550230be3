import { z } from "zod";
import { isObject } from "../kit/is-object.ts";
import { isNear, nearestName } from "../kit/nearest-name.ts";
import { describeIssue, shorten } from "./describe-issue.ts";
import { describedMember, type JsonObject } from "./normalise-arguments.ts";
import type { ArgumentSchema } from "./tool-definition.ts";
import { isEmpty, isTooDeep, MAX_DEPTH, requiresEnough, unsendable } from "./unsendable.ts";

const MAX_NAMES_LISTED = 12;
/** Enough to correct a call. A body full of mistakes must not get an answer ten times its size. */
const MAX_PROBLEMS = 10;

/** JSON can contain a member of this name, and zod ignores it. */
const PROTOTYPE = "__proto__";

/** Returns one sentence per problem; none if the arguments may be sent. */
export type ArgumentValidator = (args: JsonObject) => string[];

/** Compiles a tool's input schema. This takes much longer than a call, so each tool does it once, on first use. */
export function createValidator(schema: ArgumentSchema): ArgumentValidator {
  const compiled = z.fromJSONSchema(toCompilableSchema(schema) as z.core.JSONSchema.JSONSchema);
  return (args) => {
    const problems: string[] = [];
    for (const problem of findProblems(schema, compiled, args)) {
      if (problems.length === MAX_PROBLEMS) {
        return [...problems, "and there is more"];
      }
      problems.push(problem);
    }
    return problems;
  };
}

function* findProblems(schema: ArgumentSchema, compiled: z.ZodType, args: JsonObject): Generator<string> {
  if (isTooDeep(args)) {
    yield `arguments are nested more than ${MAX_DEPTH} levels deep, which no function accepts`;
    return;
  }
  yield* unknownNames(schema, args, "");
  yield* unsendable(schema, args);
  // jitless: otherwise zod generates code that contains names from the description.
  const issues = compiled.safeParse(args, { reportInput: true, jitless: true }).error?.issues ?? [];
  yield* issues.filter((issue) => !isReported(issue)).map((issue) => describeIssue(issue, schema));
}

/** Whether the checks for unknown names and empty objects have reported it already. */
function isReported({ code, input }: z.core.$ZodIssue): boolean {
  return code === "unrecognized_keys" || (code === "too_small" && isEmpty(input));
}

/**
 * The schema for zod. It has no defaults, which are only documentation: zod would use them as values and not report a
 * missing required argument. It requires no number of members where the required names do: zod counts first, and would
 * not report the missing names.
 */
function toCompilableSchema(schema: ArgumentSchema): ArgumentSchema {
  const { default: _, minProperties, properties, items, additionalProperties, ...rest } = schema;
  return {
    ...rest,
    ...(minProperties !== undefined && !requiresEnough(schema) && { minProperties }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, member]) => [key, toCompilableSchema(member)]),
      ),
    }),
    ...(items && { items: toCompilableSchema(items) }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === "object" ? toCompilableSchema(additionalProperties) : additionalProperties,
    }),
  };
}

/** The API silently ignores names that it does not know, so only this check reveals the mistake. */
function* unknownNames(schema: ArgumentSchema, value: unknown, place: string): Generator<string> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      yield* unknownNames(schema.items ?? {}, item, `${place}[${index}]`);
    }
    return;
  }
  for (const [key, item] of isObject(value) ? Object.entries(value) : []) {
    const name = shorten(place === "" ? key : `${place}.${key}`);
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
    : undescribedField(name, value, schema);
}

function suggestion(key: string, schema: ArgumentSchema): string {
  const names = Object.keys(schema.properties ?? {});
  if (names.length === 0) {
    return "; leave it out, nothing is accepted here";
  }
  const places = new Map([...innerPlaces(schema), ...names.map((name): [string, string] => [name, name])]);
  const nearest = nearestName(key, [...places.keys()]);
  const shown = names.slice(0, MAX_NAMES_LISTED).join(", ") + (names.length > MAX_NAMES_LISTED ? ", …" : "");
  return nearest !== undefined && isNear(key, nearest)
    ? `; the nearest is ${places.get(nearest)}`
    : `; the known names are ${shown}`;
}

/** The names one level down (`name_de` → `data.name_de`), because agents often leave the wrapper out. */
function innerPlaces(schema: ArgumentSchema): [string, string][] {
  return Object.entries(schema.properties ?? {}).flatMap(([outer, { properties }]) =>
    Object.keys(properties ?? {}).map((inner): [string, string] => [inner, `${outer}.${inner}`]),
  );
}

/** An open object accepts further plain values only, because the structure of anything deeper is not known. */
function undescribedField(name: string, value: unknown, schema: ArgumentSchema): string[] {
  const isSendable = typeof value === "number" ? Number.isFinite(value) : typeof value !== "object";
  const isPlain = schema.additionalProperties !== true || isSendable;
  return isPlain ? [] : [`${name} is not described, so it must be text, a number or a boolean`];
}
