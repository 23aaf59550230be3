import { CUT_MARK } from "./shorten-text.ts";

const SHORTEST_HIDDEN_KEY = 8;
const HIDDEN_KEY = "[API key]";
/** An account number, a dash and forty letters or digits: how Digistore24 keys are known to look, whatever stands before. */
const KEY = /\d{1,12}-[A-Za-z0-9]{30,}/g;
/** The same with a shorter token, such as a key that was cut or mistyped. */
const KEY_LIKE = new RegExp(`${KEY.source}|\\b\\d{1,12}-[A-Za-z0-9]{10,}`, "g");

/**
 * A text without the key it may repeat, in any spelling that JSON gives it. A key shorter than any real one is left
 * alone: it would hide common words.
 */
export function hideKey(text: string, apiKey: string): string {
  if (apiKey.length < SHORTEST_HIDDEN_KEY) {
    return text;
  }
  return spellingsOf(apiKey).reduce((hidden, spelling) => hidden.replaceAll(spelling, HIDDEN_KEY), text);
}

/** A text without the starts of a key that a cut has left, in front of its mark. */
export function hideCutKey(text: string, apiKey: string): string {
  const parts = text.split(CUT_MARK);
  const last = parts.pop() ?? "";
  const spellings = spellingsOf(apiKey);
  return [...parts.map((part) => withoutStartAtEnd(part, spellings)), last].join(CUT_MARK);
}

function withoutStartAtEnd(part: string, spellings: readonly string[]): string {
  for (const spelling of spellings) {
    for (let length = spelling.length - 1; length >= SHORTEST_HIDDEN_KEY; length--) {
      if (part.endsWith(spelling.slice(0, length))) {
        return part.slice(0, -length) + HIDDEN_KEY;
      }
    }
  }
  return part;
}

function spellingsOf(apiKey: string): readonly string[] {
  // JSON writes some characters otherwise, PHP's JSON the slash too.
  const asJson = JSON.stringify(apiKey).slice(1, -1);
  const written = [apiKey, asJson, asJson.replaceAll("/", "\\/")];
  // Names of hosts and words of headers are read in small letters.
  return [...new Set([...written, ...written.map((spelling) => spelling.toLowerCase())])];
}

/** A text without keys of whatever account. What people choose themselves, such as the code 2026-BLACKFRIDAY, stays. */
export function hideKeys(text: string): string {
  return text.replace(KEY, HIDDEN_KEY);
}

/** A text without anything that looks like a key, for places that do not know whose request they are in. */
export function hideKeyLike(text: string): string {
  return text.replace(KEY_LIKE, HIDDEN_KEY);
}
