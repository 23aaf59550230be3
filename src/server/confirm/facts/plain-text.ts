import { shortenText } from "../../kit/shorten-text.ts";

const MAX_CHARS = 80;
/** Line breaks, invisible characters, and characters that turn the direction of writing. */
const NOT_PRINTED = /[\p{C}\p{Z}\s]+/gu;
/** Braces and every kind of double quotation mark: what a text is set in must not end inside it. */
const MARKS =
  /[{}<>"\u02BA\u02DD\u02EE\u2033\u201A\u201E\u275B-\u275E\u301D-\u301F\uFF02]|(?![\u2018\u2019])[\p{Pi}\p{Pf}]/gu;

/**
 * A text of the shop on one line of a question. Buyers write their own names, so it must not be able to look like a
 * second sentence of the question. Undefined if nothing is left.
 */
export function plainText(value: unknown, maxChars = MAX_CHARS): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") {
    return undefined;
  }
  const line = String(value).replace(NOT_PRINTED, " ").replace(MARKS, "").trim();
  return line === "" ? undefined : shortenText(line, maxChars);
}
