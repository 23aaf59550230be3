import { isObject } from "../kit/is-object.ts";
import type { JsonObject } from "./normalise-arguments.ts";

const DATE_PATTERN = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Lets a time range that ends on a date include that day: the API takes these ends as points in time, and reads a date as
 * its first second. `places` are dotted names of arguments.
 */
export function endDays(args: JsonObject, places: readonly string[]): JsonObject {
  return places.reduce((ended, place) => endDay(ended, place.split(".")), args);
}

function endDay(args: JsonObject, [name = "", ...inner]: readonly string[]): JsonObject {
  const value = args[name];
  if (inner.length > 0) {
    return isObject(value) ? { ...args, [name]: endDay(value, inner) } : args;
  }
  return typeof value === "string" && DATE_PATTERN.test(value) ? { ...args, [name]: `${value} 23:59:59` } : args;
}
