import { hideKey, hideKeyLike } from "../hide-key.ts";

const MAX_CALLER_CHARS = 64;

/**
 * A name or text that a caller chose, as log, audit, traces and the API may have it: without the caller's key and
 * anything that looks like one, on one line, and short. Whatever a caller says of itself goes through here.
 */
export function callerText(text: unknown, apiKey: string): string {
  if (typeof text !== "string") {
    return "";
  }
  // Invisible characters first: between the letters of a key they would hide it from the search. The cut comes last: a
  // part of a key cannot be found.
  const hidden = hideKeyLike(hideKey(text.replace(/\p{C}/gu, ""), apiKey));
  return hidden.slice(0, MAX_CALLER_CHARS).replace(/[\uD800-\uDBFF]$/, "");
}
