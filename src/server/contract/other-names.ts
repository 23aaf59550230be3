import { isObject } from "../kit/is-object.ts";
import type { JsonObject } from "./normalise-arguments.ts";

/**
 * Gives arguments the names that the description has for them, unless they are there under both names. Agents often
 * leave the wrapper out, so the last part of a dotted name counts at the top too.
 */
export function useDescribedNames(args: JsonObject, otherNames: Readonly<Record<string, string>>): JsonObject {
  return Object.entries(otherNames).reduce((named, [place, name]) => {
    const path = place.split(".");
    return rename(rename(named, path, name), path.slice(-1), name);
  }, args);
}

function rename(args: JsonObject, [first = "", ...inner]: readonly string[], name: string): JsonObject {
  if (inner.length > 0) {
    const value = args[first];
    return isObject(value) ? { ...args, [first]: rename(value, inner, name) } : args;
  }
  if (!Object.hasOwn(args, first) || Object.hasOwn(args, name)) {
    return args;
  }
  const { [first]: value, ...rest } = args;
  return { ...rest, [name]: value };
}
