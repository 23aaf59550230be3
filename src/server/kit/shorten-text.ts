/** Marks the place where a text was cut. */
export const CUT_MARK = "…";
const HIGH_SURROGATE = /[\uD800-\uDBFF]$/;

/**
 * Cuts a text to at most `maxChars` and marks the cut. A character is never divided, and a lone surrogate that was in
 * the text already becomes U+FFFD, because many clients cannot read an answer that contains one.
 */
export function shortenText(text: string, maxChars: number, mark = CUT_MARK): string {
  if (text.length <= maxChars) {
    return toWellFormed(text);
  }
  return toWellFormed(text.slice(0, maxChars).replace(HIGH_SURROGATE, "")) + mark;
}

const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Like `String.prototype.toWellFormed`, which is missing in the types of ES2023. */
export function toWellFormed(text: string): string {
  return text.replace(LONE_SURROGATE, "\uFFFD");
}

export function isWellFormed(text: string): boolean {
  return text.search(LONE_SURROGATE) === -1;
}
