import type { Digistore24Client } from "../upstream/digistore24-client.ts";
import type { IdentifyKey } from "./key-identity.ts";
import type { KeyVerdict, KnownKeys } from "./known-keys.ts";
import { probeKey } from "./probe-key.ts";

/** An agent waits for this before its first answer, so it is short, and the wait for a place is part of it. */
export const MAX_CHECK_MS = 5_000;

/** Asks the API about a key. `unknown`: it does not answer, or answers anything else; that refuses nobody. */
export type KeyCheck = (apiKey: string) => Promise<KeyVerdict | "unknown">;

/** Asks once for each key that nothing is known of, however many requests come with it at once. */
export function createKeyCheck(client: Digistore24Client, identifyKey: IdentifyKey, known: KnownKeys): KeyCheck {
  const underWay = new Map<string, ReturnType<KeyCheck>>();
  return async (apiKey) => {
    const { fingerprint } = identifyKey(apiKey);
    const verdict = known.verdictOf(fingerprint) ?? underWay.get(fingerprint);
    if (verdict) {
      return verdict;
    }
    const asked = probe(client, apiKey).then((answer) => {
      underWay.delete(fingerprint);
      if (answer !== "unknown") {
        known.remember(fingerprint, answer);
      }
      return answer;
    });
    underWay.set(fingerprint, asked);
    return asked;
  };
}

async function probe(client: Digistore24Client, apiKey: string): Promise<KeyVerdict | "unknown"> {
  const bound = new AbortController();
  const timer = setTimeout(() => bound.abort(), MAX_CHECK_MS);
  try {
    return (await probeKey(client, apiKey, MAX_CHECK_MS, bound.signal)).state;
  } catch {
    // A defect of ours refuses nobody either.
    return "unknown";
  } finally {
    clearTimeout(timer);
  }
}
