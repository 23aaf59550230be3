import { shortenText } from "../../kit/shorten-text.ts";

const MAX_CHARS = 80;

/**
 * A text of the shop on one line of a question. Buyers write their own names, so it must not be able to look like a
 * second sentence of the question. Undefined if nothing is left.
 */
export function plainText(value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") {
    return undefined;
  }
  const line = String(value)
    .replace(/[\p{C}\p{Z}\s]+/gu, " ")
    .replace(/[{}<>"“”„]/g, "")
    .trim();
  return line === "" ? undefined : shortenText(line, MAX_CHARS);
}
