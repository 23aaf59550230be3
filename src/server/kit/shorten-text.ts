/** Stands where a text was cut. */
export const CUT_MARK = "…";
const HIGH_SURROGATE = /[\uD800-\uDBFF]$/;

/**
 * At most `maxChars` of a text, then `mark` if any of it is missing. The cut never divides a character, and half a
 * character that the text already held becomes U+FFFD: many clients cannot read an answer that holds one.
 */
export function shortenText(text: string, maxChars: number, mark = CUT_MARK): string {
  if (text.length <= maxChars) {
    return toWellFormed(text);
  }
  return toWellFormed(text.slice(0, maxChars).replace(HIGH_SURROGATE, "")) + mark;
}

const LONE_SURROGATE = /\p{Surrogate}/gu;

/** As `String.prototype.toWellFormed`, which the types of ES2023 do not have. */
export function toWellFormed(text: string): string {
  return text.replace(LONE_SURROGATE, "\uFFFD");
}

export function isWellFormed(text: string): boolean {
  return text.search(LONE_SURROGATE) === -1;
}
