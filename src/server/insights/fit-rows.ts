import type { JsonObject } from "../contract/normalise-arguments.ts";

/** The longest text of an insight that an agent gets. */
export const MAX_INSIGHT_CHARS = 8_000;
/** A note on foreign texts is added later. */
const NOTE_CHARS = 400;
const MAX_ANSWER_CHARS = MAX_INSIGHT_CHARS - NOTE_CHARS;

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
