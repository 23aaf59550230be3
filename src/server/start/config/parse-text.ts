import { hideKeyLike } from "../../kit/hide-key.ts";
import { WrongValueError } from "./wrong-value.ts";

const MAX_OPERATOR_CHARS = 100;
/** Nobody means files with these names. */
const NOT_A_FILE = /^(?:stdin|stdout|stderr|off|on|true|false|yes|no|[01yn]|enabled|disabled|none|null|-)$/i;

/** A file, or a word for a stream or for no log. */
export function auditDestination(text: string): string {
  if (["stdout", "stderr", "off"].includes(text)) {
    return text;
  }
  if (NOT_A_FILE.test(text.trim()) || text.trim() === "") {
    throw new WrongValueError("must be a file, stdout or off");
  }
  if (/\p{Cc}|:\/\/|[/\\]$/u.test(text)) {
    throw new WrongValueError("must be the path of a file, not a folder or an address");
  }
  return text;
}

/** The name of an agent in Digistore24's own log. */
export function operatorText(text: string): string {
  if (text.length > MAX_OPERATOR_CHARS) {
    throw new WrongValueError(`must have at most ${MAX_OPERATOR_CHARS} characters`);
  }
  if (/\p{C}/u.test(text) || text.trim() === "") {
    throw new WrongValueError("must be one line of text");
  }
  if (/[{}]/.test(text.replaceAll("{client}", ""))) {
    throw new WrongValueError("must not contain braces except {client}");
  }
  if (hideKeyLike(text) !== text) {
    throw new WrongValueError("must not contain an API key, because Digistore24's log would show it");
  }
  return text;
}

export function toolName(text: string): string {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(text)) {
    throw new WrongValueError("must hold names of tools, separated by commas");
  }
  return text;
}
