import { createHmac, randomBytes } from "node:crypto";
import { ACCOUNT_NUMBER } from "../kit/hide-key.ts";

const SHOWN_HASH_CHARS = 8;
const STARTING_NUMBER = new RegExp(`^${ACCOUNT_NUMBER}`);

/** What an API key is told by where it must not appear itself. No key can be had from this. */
export interface KeyIdentity {
  /** The whole keyed hash, to recognise a key by without holding it. */
  readonly fingerprint: string;
  /** The account number, which is public. */
  readonly number: string;
  /** For people: as much of the hash as tells two keys of one account apart. */
  readonly hash: string;
}

export type IdentifyKey = (apiKey: string) => KeyIdentity;

/** Without a `secret` hashes live as long as the process: those of two runs cannot be compared. */
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
