import { shortenText } from "../../kit/shorten-text.ts";

const MAX_CHARS = 80;
/** Line breaks, invisible characters, characters that turn the direction of writing, and letters that look like a blank. */
const NOT_PRINTED = /[\p{C}\p{Z}\s\u115F\u1160\u2800\u3164\uFFA0]+/gu;
/** Braces, and everything that looks like a double quotation mark: a text must not close its own quotation. */
const MARKS =
  /[{}<>"\u02BA\u02DD\u02EE\u02F6\u05F4\u2033\u2034\u2036\u2037\u2057\u275B-\u275E\u2E42\u3003\u{1F676}-\u{1F678}]|(?!['\u2018\u2019])[\p{Pi}\p{Pf}\p{Quotation_Mark}]/gu;
/** Two single marks look like a double one. */
const DOUBLED = /['`\u00B4\u02B9\u02BC\u2018\u2019\u2032\u2035]{2,}/g;

/** The text with codes in place of everything that {@link plainText} removes, so that it still differs from a text without. */
export function escaped(text: string): string {
  const byCode = (found: string) =>
    [...found].map((one) => `\\u${one.codePointAt(0)?.toString(16).padStart(4, "0")}`).join("");
  return text.replace(/\\/g, byCode).replace(NOT_PRINTED, byCode).replace(MARKS, byCode).replace(DOUBLED, byCode);
}

/**
 * A text of the shop on one line of a question. Buyers write their own names, so it must not be able to look like a
 * second sentence of the question. Undefined if nothing is left.
 */
export function plainText(value: unknown, maxChars = MAX_CHARS): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") {
    return undefined;
  }
  const line = String(value).replace(NOT_PRINTED, " ").replace(MARKS, "").replace(DOUBLED, "'").trim();
  return line === "" ? undefined : shortenText(line, maxChars);
}
