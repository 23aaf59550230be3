import { createHmac, randomBytes } from "node:crypto";

/** Lives as long as the process: hashes of different runs cannot be compared, and none can be guessed offline. */
const secret = randomBytes(32);

/**
 * How a key appears in logs: its account number, which is public, and a short keyed hash that tells two keys of one
 * account apart. The key cannot be had from it.
 */
export function keyIdentity(apiKey: string): string {
  const number = /^(\d{1,12})-/.exec(apiKey)?.[1] ?? "?";
  return `${number}#${keyFingerprint(apiKey).slice(0, 8)}`;
}

/** The whole keyed hash, to recognise a key by without holding it. */
export function keyFingerprint(apiKey: string): string {
  return createHmac("sha256", secret).update(apiKey).digest("hex");
}
