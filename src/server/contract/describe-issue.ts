import type { z } from "zod";
import { isObject } from "../kit/is-object.ts";
import { shortenText } from "../kit/shorten-text.ts";
import { memberSchema } from "./normalise-arguments.ts";
import type { ArgumentSchema } from "./tool-definition.ts";

type Issue = z.core.$ZodIssue;

const MAX_SHOWN_CHARS = 80;

/** Describes a wrong value in our own words. The validation library's words name neither the value nor the correction. */
export function describeIssue(issue: Issue, schema: ArgumentSchema): string {
  const inner = issue.code === "invalid_union" ? findInnerIssue(issue) : undefined;
  if (inner) {
    return describeIssue(inner, schema);
  }
  const name = shorten(placeOf(issue.path)) || "arguments";
  if (issue.input === undefined) {
    return issue.code === "invalid_value" ? `${name} is required, ${oneOf(issue.values)}` : `${name} is required`;
  }
  const variants = issue.path.reduce<ArgumentSchema | undefined>(step, schema)?.anyOf;
  // For several variants, the library may only report the last one.
  return variants
    ? `${name} must be ${variants.map(describeVariant).join(" or ")}, got ${shorten(JSON.stringify(issue.input))}`
    : `${name} must ${requirement(issue)}, got ${seen(issue)}${hint(issue, schema)}`;
}

/** The name of an argument or the place of a value, cut to a length that can be shown. */
export function shorten(text: string): string {
  return shortenText(text, MAX_SHOWN_CHARS);
}

/** If a value has the type of one variant, the problems inside it are more helpful than the list of variants. */
function findInnerIssue({ errors, path, input }: z.core.$ZodIssueInvalidUnion): Issue | undefined {
  const inner = errors.flat().find((issue) => issue.path.length > 0);
  const place = inner && { path: [...path, ...inner.path], input: inner.input ?? memberAt(input, inner.path) };
  return place && ({ ...inner, ...place } as Issue);
}

function describeVariant({ type = "string", enum: choices, maxLength }: ArgumentSchema): string {
  return choices ? oneOf(choices) : maxLength === 0 ? "empty" : noun(type);
}

function memberAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inside, key) =>
      typeof inside === "object" && inside !== null ? (inside as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}

/** `addons[0].product_id`, in the same form as for unknown names. */
function placeOf(path: readonly PropertyKey[]): string {
  const parts = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`));
  return parts.join("").replace(/^\./, "");
}

/** The end of the sentence "X must …". */
function requirement(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return `be ${noun(issue.expected)}`;
    case "invalid_value":
      return `be ${oneOf(issue.values)}`;
    case "too_small":
      return bound(issue.origin, Number(issue.minimum), issue.inclusive === false ? "more than" : "at least");
    case "too_big":
      return bound(issue.origin, Number(issue.maximum), issue.inclusive === false ? "less than" : "at most");
    case "invalid_format":
      return formatOf(issue);
    case "not_multiple_of":
      return `be a multiple of ${issue.divisor}`;
    case "unrecognized_keys":
      return `not have ${issue.keys.join(", ")}`;
    default:
      return "have another form";
  }
}

function oneOf(choices: readonly unknown[]): string {
  return choices.length === 1 ? String(choices[0]) : `one of ${choices.map(String).join(", ")}`;
}

function bound(origin: string, limit: number, comparison: string): string {
  const unit = UNITS[origin];
  if (unit === undefined) {
    return `be ${comparison} ${limit}`;
  }
  return limit === 0 ? "be empty" : `have ${comparison} ${limit} ${limit === 1 ? unit[0] : unit[1]}`;
}

const UNITS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ["character", "characters"],
  array: ["item", "items"],
  object: ["entry", "entries"],
  record: ["entry", "entries"],
};

function formatOf({ format, pattern }: z.core.$ZodIssueInvalidStringFormat): string {
  if (format === "datetime") {
    return "be a date and time such as 2026-01-31T12:00:00Z";
  }
  return pattern === undefined || format !== "regex" ? `be a valid ${format}` : `match ${pattern}`;
}

function noun(expected: string): string {
  const names: Record<string, string> = {
    int: "a whole number",
    integer: "a whole number",
    string: "text",
    array: "a list",
    object: "an object",
    record: "an object",
  };
  return names[expected] ?? `a ${expected}`;
}

/** The value, or its length if only that is wrong. */
function seen({ code, input }: Issue): string {
  const isMeasured = code === "too_small" || code === "too_big";
  if (isMeasured && (typeof input === "string" || Array.isArray(input))) {
    return input.length === 0 ? "none" : String(input.length);
  }
  return isMeasured && isObject(input) ? String(Object.keys(input).length) : shorten(JSON.stringify(input));
}

function hint({ code, path, input, ...issue }: Issue, schema: ArgumentSchema): string {
  if (input === null) {
    return nullHint(path, schema);
  }
  const expected = code === "invalid_type" && "expected" in issue ? issue.expected : undefined;
  if (Number.isInteger(input) && !Number.isSafeInteger(input) && expected === "string") {
    return "; give it as text: a number this long loses its last digits";
  }
  const isCommaDecimal = typeof input === "string" && /^-?\d+,\d+$/.test(input);
  return isCommaDecimal ? "; write decimals with a dot" : "";
}

/** Only text that may be empty can be cleared with "", and only an argument that is not required can be left out. */
function nullHint(path: readonly PropertyKey[], schema: ArgumentSchema): string {
  const holder = path.slice(0, -1).reduce<ArgumentSchema | undefined>(step, schema);
  const described = holder && step(holder, path.at(-1) ?? "");
  const canBeEmpty = described?.type === "string" && !described["minLength"] && described["pattern"] === undefined;
  const isRequired = typeof path.at(-1) === "number" || (holder?.required ?? []).includes(String(path.at(-1)));
  const ways = [canBeEmpty ? 'send "" to clear the field' : undefined, isRequired ? undefined : "leave it out"];
  const advice = ways.filter((way) => way !== undefined).join(", or ");
  return advice === "" ? "" : `; ${advice}`;
}

function step(schema: ArgumentSchema | undefined, key: PropertyKey): ArgumentSchema | undefined {
  return typeof key === "number" ? schema?.items : schema && memberSchema(schema, String(key));
}
