import { createHmac, randomBytes } from "node:crypto";
import { ACCOUNT_NUMBER } from "../kit/hide-key.ts";

const SHOWN_HASH_CHARS = 8;
const STARTING_NUMBER = new RegExp(`^${ACCOUNT_NUMBER}`);

/** Identifies an API key in places where the key itself must not appear. The key cannot be derived from it. */
export interface KeyIdentity {
  /** The whole keyed hash, which recognises a key without storing it. */
  readonly fingerprint: string;
  /** The account number, which is public. */
  readonly number: string;
  /** For people: enough of the hash to distinguish two keys of one account. */
  readonly hash: string;
}

export type IdentifyKey = (apiKey: string) => KeyIdentity;

/** Without a `secret`, hashes are valid for this process only: those of two runs cannot be compared. */
export function createKeyIdentifier(secret: string | Buffer = randomBytes(32)): IdentifyKey {
  return (apiKey) => {
    const fingerprint = createHmac("sha256", secret).update(apiKey).digest("hex");
    return {
      fingerprint,
      number: STARTING_NUMBER.exec(apiKey)?.[0] ?? "?",
      hash: fingerprint.slice(0, SHOWN_HASH_CHARS),
    };
  };
}
