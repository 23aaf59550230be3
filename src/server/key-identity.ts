import { createHmac, randomBytes } from "node:crypto";

/** Lives as long as the process: hashes of different runs cannot be compared, and none can be guessed offline. */
const secret = randomBytes(32);

/**
 * How a key appears in logs: its account number, which is public, and a short keyed hash that tells two keys of one
 * account apart. The key cannot be had from it.
 */
export function keyIdentity(apiKey: string): string {
  const number = /^(\d{1,12})-/.exec(apiKey)?.[1] ?? "?";
  return `${number}#${createHmac("sha256", secret).update(apiKey).digest("hex").slice(0, 8)}`;
}
