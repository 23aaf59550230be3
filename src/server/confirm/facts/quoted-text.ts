import { isPlaceholder } from "../../call/mask-personal-data.ts";
import { escaped, plainText } from "./plain-text.ts";

/** The longest address to which mail servers deliver. */
const MAX_EMAIL_CHARS = 254;
const EMAIL = /^[^\s()@\\]+@[^\s()@\\]+$/;

/** English, until the language of the question is known. A plain text contains none of them. */
export function inQuotes(text: string): string {
  return `“${text}”`;
}

/** A text that somebody else wrote, as it stands in a question. Undefined if nothing is left of it. */
export function quoted(value: unknown): string | undefined {
  const text = plainText(value);
  return text === undefined ? undefined : inQuotes(text);
}

/** A person by name and address, each cut on its own, so that a long name cannot push the address out. */
export function quotedPerson(name: string, email: unknown): string | undefined {
  // Without its marks it would be the address of somebody else.
  const given = typeof email === "string" ? email.trim() : "";
  const isMasked = isPlaceholder(given);
  const address = plainText(isMasked ? given : escaped(given), MAX_EMAIL_CHARS);
  const isPlain = address === undefined || EMAIL.test(address) || isMasked;
  const shown = isPlain ? address : inQuotes(address);
  const quotedName = quoted(name);
  return quotedName && shown ? `${quotedName} (${shown})` : (quotedName ?? shown);
}
