import { randomInt } from "node:crypto";

const CHARS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Letters and digits that nobody can guess: for what opens something, which the shop's seed must not foretell. */
export function randomText(length: number): string {
  return Array.from({ length }, () => CHARS[randomInt(CHARS.length)]).join("");
}
