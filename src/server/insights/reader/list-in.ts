import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { isObject } from "../../kit/is-object.ts";
import { asObject } from "./shop-reader.ts";

/** The rows of an answer that is a list, or holds one under one of these names. */
export function listIn(data: unknown, ...names: readonly string[]): readonly JsonObject[] {
  const held = names.map((name) => asObject(data)[name]).find(Array.isArray);
  const list: unknown = Array.isArray(data) ? data : held;
  return Array.isArray(list) ? list.filter(isObject) : [];
}
