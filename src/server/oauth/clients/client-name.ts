import { hideKeyLike } from "../../kit/hide-key.ts";
import { shortenText } from "../../kit/shorten-text.ts";

const MAX_NAME_CHARS = 80;

/** A program's name on one line, without characters that could imitate other text of the page; else the default. */
export function readClientName(given: string | undefined, byDefault: string): string {
  const line = (given ?? "").replace(/[\p{C}\p{Z}]+/gu, " ").trim();
  return line === "" ? byDefault : shortenText(hideKeyLike(line), MAX_NAME_CHARS);
}
