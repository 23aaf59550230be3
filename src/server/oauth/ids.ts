import { createHash, randomBytes } from "node:crypto";

export const ID_BYTES = 16;

/** An id that nobody can guess, in 22 characters of base64url. */
export function randomId(): string {
  return randomBytes(ID_BYTES).toString("base64url");
}

/** A hash that may be shown or kept where the text itself must not be. */
export function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
