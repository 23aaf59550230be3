import { CUT_MARK } from "./shorten-text.ts";

const MIN_HIDDEN_CHARS = 8;
const HIDDEN_KEY = "[API key]";
/** The start of a key: the number of its account. */
export const ACCOUNT_NUMBER = String.raw`\d{1,12}(?=-)`;
/** Digistore24's own keys have forty letters or digits after the dash. Anything may stand before the number. */
const KEY = new RegExp(`${ACCOUNT_NUMBER}-[A-Za-z0-9]{30,}`, "g");
/** The same with a shorter token, such as a key that was cut or mistyped. */
const KEY_LIKE = new RegExp(`${KEY.source}|\\b${ACCOUNT_NUMBER}-[A-Za-z0-9]{10,}`, "g");

/**
 * Hides a key in a text, also as JSON writes it. A key shorter than any real one is not hidden, because common words
 * would disappear with it.
 */
export function hideKey(text: string, apiKey: string): string {
  if (apiKey.length < MIN_HIDDEN_CHARS) {
    return text;
  }
  return spellingsOf(apiKey).reduce((hidden, spelling) => hidden.replaceAll(spelling, HIDDEN_KEY), text);
}

/** Hides the beginning of a key that shortening a text has left before the mark of the cut. */
export function hideCutKey(text: string, apiKey: string): string {
  const parts = text.split(CUT_MARK);
  const last = parts.pop() ?? "";
  const spellings = spellingsOf(apiKey);
  return [...parts.map((part) => hideBeginningAtEnd(part, spellings)), last].join(CUT_MARK);
}

function hideBeginningAtEnd(part: string, spellings: readonly string[]): string {
  for (const spelling of spellings) {
    for (let length = spelling.length - 1; length >= MIN_HIDDEN_CHARS; length--) {
      if (part.endsWith(spelling.slice(0, length))) {
        return part.slice(0, -length) + HIDDEN_KEY;
      }
    }
  }
  return part;
}

function spellingsOf(apiKey: string): readonly string[] {
  // JSON escapes some characters; PHP escapes the slash as well.
  const asJson = JSON.stringify(apiKey).slice(1, -1);
  const written = [apiKey, asJson, asJson.replaceAll("/", "\\/")];
  // Host names and some header values are read in lower case.
  return [...new Set([...written, ...written.map((spelling) => spelling.toLowerCase())])];
}

/** Hides the keys of any account. Text that people choose themselves, such as the code 2026-BLACKFRIDAY, stays. */
export function hideKeys(text: string): string {
  return text.replace(KEY, HIDDEN_KEY);
}

/** Hides everything that looks like a key, for code that does not know the key of the request. */
export function hideKeyLike(text: string): string {
  return text.replace(KEY_LIKE, HIDDEN_KEY);
}
