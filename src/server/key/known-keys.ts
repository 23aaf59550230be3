import { LRUCache } from "lru-cache";

const REMEMBERED_MS = 5 * 60 * 1000;
const MAX_KEYS_REMEMBERED = 10_000;

export type KeyVerdict = "good" | "refused";

/** What the API has said of keys lately. Holds keyed hashes, never a key. */
export interface KnownKeys {
  verdictOf(fingerprint: string): KeyVerdict | undefined;
  remember(fingerprint: string, verdict: KeyVerdict): void;
  /** A call with this key was answered as if the key were wrong. */
  doubt(fingerprint: string): void;
}

/** `isAsked`: the API can be asked about a key, so that no call has to be taken at its word. */
export function createKnownKeys(isAsked: boolean): KnownKeys {
  const verdicts = new LRUCache<string, KeyVerdict>({ max: MAX_KEYS_REMEMBERED, ttl: REMEMBERED_MS });
  return {
    verdictOf: (fingerprint) => verdicts.get(fingerprint),
    remember: (fingerprint, verdict) => void verdicts.set(fingerprint, verdict),
    doubt: (fingerprint) => {
      if (isAsked) {
        verdicts.delete(fingerprint);
      } else if (verdicts.get(fingerprint) !== "good") {
        // One function that is not for a good key must not shut it out of all the others.
        verdicts.set(fingerprint, "refused");
      }
    },
  };
}
