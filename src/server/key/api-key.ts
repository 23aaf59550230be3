/** The longest text that is accepted as an API key. */
export const MAX_KEY_CHARS = 200;

/** Any printable ASCII without blanks: only the API decides which keys are valid. `kit/hide-key.ts` recognises its usual form. */
const KEY = `[\\x21-\\x7e]{1,${MAX_KEY_CHARS}}`;
const WHOLE_KEY = new RegExp(`^${KEY}$`);
const BEARER = new RegExp(`^Bearer +(${KEY})$`, "i");

/** The key in text that a person entered, or undefined if it cannot be one. */
export function readKey(entered: unknown): string | undefined {
  const key = typeof entered === "string" ? entered.trim() : "";
  return WHOLE_KEY.test(key) ? key : undefined;
}

/** The key in an Authorization header, or undefined if it holds none. */
export function readBearerKey(header: string | undefined): string | undefined {
  return BEARER.exec(header ?? "")?.[1];
}
