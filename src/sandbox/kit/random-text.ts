import { randomInt } from "node:crypto";

const CHARS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Letters and digits for secrets, which must not be predictable from the shop's seed. */
export function randomText(length: number): string {
  return Array.from({ length }, () => CHARS[randomInt(CHARS.length)]).join("");
}
