import { hideKeyLike } from "../../kit/hide-key.ts";
import { shortenText } from "../../kit/shorten-text.ts";

const MAX_SHOWN_CHARS = 100;
/** Credentials of an address, or what is added to it, which may be a key. */
const MAY_HOLD_CREDENTIALS = /@|:\/\/.*[?#]/s;

/** A wrong value as a message shows it: on one line, short, and only if it cannot be a secret. */
export function shownValue(text: string, isSecret: boolean): string {
  if (isSecret || MAY_HOLD_CREDENTIALS.test(text)) {
    return "a value that is not shown here because it may hold a secret";
  }
  return JSON.stringify(shortenText(hideKeyLike(text), MAX_SHOWN_CHARS));
}
