import { LRUCache } from "lru-cache";

export const MAX_AGE_MS = 5 * 60 * 1000;
const MAX_KEYS = 10_000;

export type KeyVerdict = "good" | "refused";

/** The API's recent verdicts on keys, by keyed hash: no key is stored. */
export interface KnownKeys {
  verdictOf(fingerprint: string): KeyVerdict | undefined;
  remember(fingerprint: string, verdict: KeyVerdict): void;
  /** The API's answer to a call suggests that the key is wrong. */
  doubt(fingerprint: string): void;
}

/** `isAsked`: the API is asked about keys, so an answer that casts doubt on a key does not refuse it by itself. */
export function createKnownKeys(isAsked: boolean): KnownKeys {
  const verdicts = new LRUCache<string, KeyVerdict>({ max: MAX_KEYS, ttl: MAX_AGE_MS });
  return {
    verdictOf: (fingerprint) => verdicts.get(fingerprint),
    remember: (fingerprint, verdict) => void verdicts.set(fingerprint, verdict),
    doubt: (fingerprint) => {
      if (isAsked) {
        verdicts.delete(fingerprint);
      } else if (verdicts.get(fingerprint) !== "good") {
        // A valid key that one function refuses must still reach all the others.
        verdicts.set(fingerprint, "refused");
      }
    },
  };
}
