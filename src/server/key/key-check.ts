import type { Digistore24Client } from "../upstream/upstream-call.ts";
import type { IdentifyKey } from "./key-identity.ts";
import type { KeyVerdict, KnownKeys } from "./known-keys.ts";
import { probeKey } from "./probe-key.ts";

/** Short, because an agent waits this long for its first answer; waiting for a place is part of it. */
export const MAX_CHECK_MS = 5_000;

export const KEY_REFUSED =
  "Digistore24 does not accept this API key. Check that you have entered the whole key, that it is active in Digistore24 (Settings > Account access > API keys), and that it has the rights it needs.";

/** Asks the API about a key. `unknown`: the API gave no answer, or an unexpected one; nobody is refused for that. */
export type KeyCheck = (apiKey: string) => Promise<KeyVerdict | "unknown">;

/**
 * Asks once about each unknown key, however many requests arrive with it at the same time. Not by the cache's own
 * `fetchMethod`: it would reject the requests that wait when a call casts doubt on the key in the meantime.
 */
export function createKeyCheck(client: Digistore24Client, identifyKey: IdentifyKey, known: KnownKeys): KeyCheck {
  const pending = new Map<string, ReturnType<KeyCheck>>();
  return async (apiKey) => {
    const { fingerprint } = identifyKey(apiKey);
    const verdict = known.verdictOf(fingerprint) ?? pending.get(fingerprint);
    if (verdict) {
      return verdict;
    }
    const answered = probe(client, apiKey).then((answer) => {
      pending.delete(fingerprint);
      if (answer !== "unknown") {
        known.remember(fingerprint, answer);
      }
      return answer;
    });
    pending.set(fingerprint, answered);
    return answered;
  };
}

async function probe(client: Digistore24Client, apiKey: string): Promise<KeyVerdict | "unknown"> {
  const bound = new AbortController();
  const timer = setTimeout(() => bound.abort(), MAX_CHECK_MS);
  try {
    return (await probeKey(client, apiKey, MAX_CHECK_MS, { signal: bound.signal })).state;
  } catch {
    // Nobody is refused for a defect of this program either.
    return "unknown";
  } finally {
    clearTimeout(timer);
  }
}
