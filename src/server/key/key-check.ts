import type { Digistore24Client } from "../upstream/digistore24-client.ts";
import type { IdentifyKey } from "./key-identity.ts";
import type { KeyVerdict, KnownKeys } from "./known-keys.ts";
import { probeKey } from "./probe-key.ts";

/** Short, because an agent waits this long for its first answer. */
const PROBE_TIMEOUT_MS = 5_000;

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
  // Nobody is refused for a defect of this program either.
  const { state } = await probeKey(client, apiKey, PROBE_TIMEOUT_MS).catch(() => ({ state: "unknown" as const }));
  return state;
}
