import { CUT_MARK } from "./shorten-text.ts";

const MIN_HIDDEN_CHARS = 8;
const HIDDEN_KEY = "[API key]";
const HIDDEN_TOKEN = "[token]";
/** The start of a key: the number of its account. */
export const ACCOUNT_NUMBER = String.raw`\d{1,12}(?=-)`;
/** Digistore24's own keys have forty letters or digits after the dash. Anything may stand before the number. */
const KEY = new RegExp(`${ACCOUNT_NUMBER}-[A-Za-z0-9]{30,}`, "g");
/** The same with a shorter token, such as a key that was cut or mistyped. */
const KEY_LIKE = new RegExp(`${KEY.source}|\\b${ACCOUNT_NUMBER}-[A-Za-z0-9]{10,}`, "g");
/**
 * What `oauth` seals: a compact JWE without an encrypted key (RFC 7516, section 7.1), whole or with its end cut off. Its
 * beginning is the same in all tokens, so a shorter piece tells nothing. The first part has a limit because the search
 * would otherwise take quadratic time.
 */
const TOKEN = /eyJ[\w-]{10,200}\.\.[\w-]*(?:\.[\w-]*){0,2}/gi;

/**
 * Hides a key in a text, also as JSON writes it, and every token in which one is sealed. A key shorter than any real one
 * is not hidden, because common words would disappear with it.
 */
export function hideKey(text: string, apiKey: string): string {
  const withoutTokens = hideTokens(text);
  // No spelling is shorter than the key itself, and most texts that a caller sends are.
  if (apiKey.length < MIN_HIDDEN_CHARS || withoutTokens.length < apiKey.length) {
    return withoutTokens;
  }
  return spellingsOf(apiKey).reduce((hidden, spelling) => hidden.replaceAll(spelling, HIDDEN_KEY), withoutTokens);
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

/**
 * Hides the keys of any account, and tokens. Text that people choose themselves, such as the code 2026-BLACKFRIDAY, stays.
 */
export function hideKeys(text: string): string {
  return hideTokens(text).replace(KEY, HIDDEN_KEY);
}

/** Hides tokens and everything that looks like a key, for code that does not know the key of the request. */
export function hideKeyLike(text: string): string {
  return hideTokens(text).replace(KEY_LIKE, HIDDEN_KEY);
}

/** Before keys, because a token may by chance hold text that looks like one, and its rest would no longer be recognised. */
function hideTokens(text: string): string {
  return text.replace(TOKEN, HIDDEN_TOKEN);
}
