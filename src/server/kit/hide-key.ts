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
  // JSON escapes some characters; PHP escapes the slash as well.
  const asJson = JSON.stringify(apiKey).slice(1, -1);
  const written = [apiKey, asJson, asJson.replaceAll("/", "\\/")];
  // Host names and some header values are read in lower case.
  const spellings = new Set([...written, ...written.map((spelling) => spelling.toLowerCase())]);
  return [...spellings].reduce((hidden, spelling) => hidden.replaceAll(spelling, HIDDEN_KEY), text);
}

/** Hides the keys of any account. Text that people choose themselves, such as the code 2026-BLACKFRIDAY, stays. */
export function hideKeys(text: string): string {
  return text.replace(KEY, HIDDEN_KEY);
}

/** Hides everything that looks like a key, for code that does not know the key of the request. */
export function hideKeyLike(text: string): string {
  return text.replace(KEY_LIKE, HIDDEN_KEY);
}
