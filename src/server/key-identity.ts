import { createHmac, randomBytes } from "node:crypto";

const SHOWN_HASH_CHARS = 8;

/** How API keys are told apart where they must not appear. No key can be had from what this gives. */
export interface KeyIdentity {
  /** The whole keyed hash, to recognise a key by without holding it. */
  fingerprint(apiKey: string): string;
  /** For people: the account number, which is public, and as much of the hash as tells two keys of one account apart. */
  describe(apiKey: string): { readonly number: string; readonly hash: string };
}

/** Without a `secret` hashes live as long as the process: those of two runs cannot be compared. */
export function createKeyIdentity(secret: string | Buffer = randomBytes(32)): KeyIdentity {
  const fingerprint = (apiKey: string) => createHmac("sha256", secret).update(apiKey).digest("hex");
  return {
    fingerprint,
    describe: (apiKey) => ({
      number: /^(\d{1,12})-/.exec(apiKey)?.[1] ?? "?",
      hash: fingerprint(apiKey).slice(0, SHOWN_HASH_CHARS),
    }),
  };
}
