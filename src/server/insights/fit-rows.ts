import type { JsonObject } from "../contract/normalise-arguments.ts";

/** A note on foreign texts is added later, so this is less than the 8,000 characters that an answer may have. */
export const MAX_ANSWER_CHARS = 7_600;

/**
 * Shows as many rows as fit into an answer.
 * @param build the answer with the first `count` rows
 */
export function fitRows(rowCount: number, build: (count: number) => JsonObject): JsonObject {
  let count = rowCount;
  let answer = build(count);
  let length = JSON.stringify(answer).length;
  while (length > MAX_ANSWER_CHARS && count > 0) {
    // All rows are of similar length, so this seldom needs a third step.
    count = Math.min(count - 1, Math.floor((count * MAX_ANSWER_CHARS) / length));
    answer = build(count);
    length = JSON.stringify(answer).length;
  }
  return answer;
}
