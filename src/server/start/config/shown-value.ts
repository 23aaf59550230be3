import { hideKeyLike } from "../../kit/hide-key.ts";
import { shortenText } from "../../kit/shorten-text.ts";

const MAX_SHOWN_CHARS = 100;
/** Credentials in an address, or its query or fragment, which may be a key. */
const MAY_HOLD_CREDENTIALS = /@|:\/\/.*[?#]/s;

/** A wrong value as shown in a message: short, on one line, and only if it cannot be a secret. */
export function shownValue(text: string, isSecret: boolean): string {
  if (isSecret || MAY_HOLD_CREDENTIALS.test(text)) {
    return "a value that is not shown here because it may hold a secret";
  }
  return JSON.stringify(shortenText(hideKeyLike(text), MAX_SHOWN_CHARS));
}
