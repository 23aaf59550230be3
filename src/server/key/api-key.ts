import { findKeyMistake, type KeyMistakeKind } from "./key-mistake.ts";

/** The longest text that is accepted as an API key. */
export const MAX_KEY_CHARS = 200;

/** Any printable ASCII without blanks: only the API decides which keys are valid. `kit/hide-key.ts` recognises its usual form. */
const KEY = `[\\x21-\\x7e]{1,${MAX_KEY_CHARS}}`;
const WHOLE_KEY = new RegExp(`^${KEY}$`);
const BEARER = /^Bearer +(.*)$/i;

/** A key, or undefined if the text cannot be one, with the mistake if it is a known one. */
export type ReadKey = { readonly key: string } | NoKey;

interface NoKey {
  readonly key: undefined;
  /** One sentence in English. */
  readonly mistake?: string | undefined;
  readonly mistakeKind?: KeyMistakeKind | undefined;
}

/** The key in text that a person entered. */
export function readKey(entered: unknown): ReadKey {
  const text = typeof entered === "string" ? entered.trim() : "";
  const mistake = findKeyMistake(text);
  return mistake === undefined && WHOLE_KEY.test(text) ? { key: text } : noKey(mistake);
}

/** The key in an Authorization header. */
export function readBearerKey(header = ""): ReadKey {
  const text = BEARER.exec(header)?.[1];
  if (text !== undefined) {
    return readKey(text);
  }
  // The whole header may be an unreplaced variable.
  return noKey(/^bearer/i.test(header) ? undefined : findKeyMistake(header));
}

function noKey(mistake: ReturnType<typeof findKeyMistake>): NoKey {
  return { key: undefined, mistake: mistake?.sentence, mistakeKind: mistake?.kind };
}
