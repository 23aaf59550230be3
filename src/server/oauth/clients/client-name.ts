import { withoutKeys } from "../../kit/caller-text.ts";
import { shortenText } from "../../kit/shorten-text.ts";

const MAX_NAME_CHARS = 80;

/** A program's name on one line, without characters that could imitate other text of the page; else the default. */
export function readClientName(given: string | undefined, byDefault: string): string {
  const line = withoutKeys((given ?? "").replace(/\s/gu, " "), "")
    .replace(/ +/g, " ")
    .trim();
  return line === "" ? byDefault : shortenText(line, MAX_NAME_CHARS);
}
