import type { Problem } from "../codegen-error.ts";
import { isObject } from "../load/json.ts";
import type { InputSchema } from "./api-model.ts";
import { translatePattern } from "./translate-pattern.ts";

export function toEnum(values: unknown, at: string, problems: Problem[]): Pick<InputSchema, "enum"> {
  if (values === undefined) {
    return {};
  }
  // null among the values is how OpenAPI spells a nullable enum.
  const texts = Array.isArray(values) ? [...new Set(values.filter((value) => value !== null).map(String))] : [];
  if (texts.length === 0) {
    problems.push({ at: `${at}/enum`, message: "has no values; list them or leave the enum out" });
  }
  return { enum: texts };
}

/** A value that only other engines can check is left to the API. */
export function toPattern(pattern: unknown, at: string, problems: Problem[]): { readonly pattern?: string } {
  if (pattern === undefined) {
    return {};
  }
  if (typeof pattern !== "string") {
    const message = `pattern is ${JSON.stringify(pattern)}; write a regular expression as text`;
    problems.push({ at: `${at}/pattern`, message });
    return {};
  }
  const translated = translatePattern(pattern);
  if (translated === undefined) {
    const message = `pattern \`${pattern}\` is left out: it cannot be expressed in JavaScript, so the API checks the value`;
    problems.push({ at: `${at}/pattern`, message, isNote: true });
    return {};
  }
  return { pattern: translated };
}

export function toDefault(
  value: unknown,
  type: InputSchema["type"],
  at: string,
  problems: Problem[],
): Pick<InputSchema, "default"> {
  if (type !== undefined && hasType(value, type)) {
    return { default: value };
  }
  if (typeof value === "object" && value !== null) {
    const message = `default ${JSON.stringify(value)} is not of type ${type}; correct it or leave it out`;
    problems.push({ at: `${at}/default`, message });
  }
  return {};
}

function hasType(value: unknown, type: NonNullable<InputSchema["type"]>): boolean {
  switch (type) {
    case "integer":
    case "number":
      return typeof value === "number";
    case "array":
      return Array.isArray(value);
    case "object":
      return isObject(value);
    default:
      return typeof value === type;
  }
}
