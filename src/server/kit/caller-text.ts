import { hideKey, hideKeyLike } from "./hide-key.ts";
import { shortenText } from "./shorten-text.ts";

const MAX_CALLER_CHARS = 64;

/**
 * A name or text that a caller chose, as log, audit, traces and the API may have it: without keys, on one line, and
 * short. Whatever a caller says of itself goes through here.
 */
export function callerText(text: unknown, apiKey: string): string {
  // The cut comes last: a part of a key cannot be found.
  return typeof text === "string" ? shortenText(withoutKeys(text, apiKey), MAX_CALLER_CHARS, "") : "";
}

/** A text without the caller's key, and without anything that looks like a key of somebody else. */
export function withoutKeys(text: string, apiKey: string): string {
  // Invisible characters go first: between those of a key they would keep it from being found.
  return hideKeyLike(hideKey(text.replace(/\p{C}/gu, ""), apiKey));
}
