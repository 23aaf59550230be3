import { LRUCache } from "lru-cache";
import type { CallWatcher } from "../call-watch.ts";
import { CallError } from "../errors.ts";

const REMEMBERED_MS = 5 * 60 * 1000;
const MAX_KEYS_REMEMBERED = 10_000;
/** The one code of the API that surely says that the key itself is wrong. */
const BAD_KEY_CODE = 2;

export type KeyVerdict = "good" | "refused";

/** What the API has said of keys lately. Holds keyed hashes, never a key. */
export interface KnownKeys {
  verdictOf(fingerprint: string): KeyVerdict | undefined;
  remember(fingerprint: string, verdict: KeyVerdict): void;
  /** Learns from what becomes of calls. */
  readonly watcher: CallWatcher;
}

/** `isAsked`: the API can be asked about a key, so that no call has to be taken at its word. */
export function createKnownKeys(isAsked: boolean): KnownKeys {
  const verdicts = new LRUCache<string, KeyVerdict>({ max: MAX_KEYS_REMEMBERED, ttl: REMEMBERED_MS });
  const doubt = (fingerprint: string) => {
    if (isAsked) {
      verdicts.delete(fingerprint);
    } else if (verdicts.get(fingerprint) !== "good") {
      // One function that is not for a good key must not shut it out of all the others.
      verdicts.set(fingerprint, "refused");
    }
  };
  return {
    verdictOf: (fingerprint) => verdicts.get(fingerprint),
    remember: (fingerprint, verdict) => void verdicts.set(fingerprint, verdict),
    watcher: ({ tool, key: { fingerprint } }) => ({
      end: ({ error, errorKind, upstreamRequests }) => {
        if (errorKind === undefined && upstreamRequests > 0) {
          verdicts.set(fingerprint, "good");
        }
        // Where a key of another sort is wanted, a good one may be called bad.
        if (isBadKey(error) && tool.definition.keyRight !== "developer") {
          doubt(fingerprint);
        }
      },
    }),
  };
}

function isBadKey(error: unknown): boolean {
  return error instanceof CallError && error.details.vendorCode === BAD_KEY_CODE;
}
