import type { JsonObject } from "../contract/normalise-arguments.ts";
import { isObject } from "../kit/is-object.ts";

/** An answer as the object that an agent gets: a list becomes `items`, and a plain value `value`. */
export function toAnswerObject(data: unknown): JsonObject {
  if (isObject(data)) {
    return data;
  }
  if (Array.isArray(data)) {
    return { items: data };
  }
  return data === null || data === undefined ? {} : { value: data };
}

/**
 * The JSON of an answer. Our notes are its first member, because some clients cut a text in the middle. They are joined
 * as text: a property would come after members that have numbers as names.
 */
export function answerText(json: string, notes: readonly string[], isComplete: boolean): string {
  const ours = {
    ...(notes.length > 0 && { _note: notes.join(" ") }),
    ...(!isComplete && { _complete: false }),
  };
  const members = [ours, json].map((part) => (typeof part === "string" ? part : JSON.stringify(part)).slice(1, -1));
  return `{${members.filter((member) => member !== "").join(",")}}`;
}
