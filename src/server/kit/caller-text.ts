import { isUtf8 } from "node:buffer";
import { hideKey, hideKeyLike } from "./hide-key.ts";
import { shortenText } from "./shorten-text.ts";

const MAX_CALLER_CHARS = 64;
const BEYOND_ASCII = /[\u0080-\u00ff]/;

/**
 * A text chosen by a caller, made safe for the log, the audit, traces and the API: one short line without keys.
 * Everything that a caller says about itself goes through here.
 */
export function callerText(text: unknown, apiKey: string): string {
  // The text is cut last, because a part of a key would not be recognised.
  return typeof text === "string" ? shortenText(withoutKeys(text, apiKey), MAX_CALLER_CHARS, "") : "";
}

/** Hides the caller's key, tokens, and everything that looks like somebody else's key. */
export function withoutKeys(text: string, apiKey: string): string {
  // Invisible characters are removed first: a key that contains them would not be recognised.
  return hideKeyLike(hideKey(asWritten(text).replace(/\p{C}/gu, ""), apiKey));
}

/** Node reads the bytes of a header as Latin-1, in which an invisible character becomes visible ones. */
function asWritten(text: string): string {
  if (!BEYOND_ASCII.test(text)) {
    return text;
  }
  const bytes = Buffer.from(text, "latin1");
  return isUtf8(bytes) && bytes.toString("latin1") === text ? bytes.toString("utf8") : text;
}
