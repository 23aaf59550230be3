import { type ReadKey, readKey } from "./api-key.ts";
import { QUOTE } from "./key-mistake.ts";

/** A longer text is not a key, whatever surrounds the key in it. */
const MAX_PASTED_CHARS = 1000;
/** Characters that cannot be seen: they come along from web pages and documents. */
const UNSEEN = /\p{Cf}/gu;
/** Text that people copy along with a key: the name of a header or variable, the scheme, quotes, the comma of a list. */
const BEFORE = new RegExp(
  `^(?:\\s|${QUOTE}|(?:authorization|x-ds-api-key|digistore24_api_key)${QUOTE}?\\s*[:=]|bearer(?=\\s|${QUOTE}))+`,
  "i",
);
const AFTER = new RegExp(`(?:\\s|${QUOTE}|[,;])+$`);

/**
 * The key in a text that a person pasted into a form, where nobody can mean what stands around it. Placeholders are still
 * mistakes. In a header or a variable the same text is refused, because there it has to be right for other programs too.
 */
export function readPastedKey(entered: unknown): ReadKey {
  if (typeof entered !== "string" || entered.length > MAX_PASTED_CHARS) {
    return { key: undefined };
  }
  const text = entered.replace(UNSEEN, "");
  const bare = text.replace(BEFORE, "").replace(AFTER, "");
  // If nothing is left, the whole text may be a placeholder, which is reported as such.
  return readKey(bare === "" ? text : bare);
}
