import { LRUCache } from "lru-cache";
import type { Digistore24Client } from "./digistore24-client.ts";
import type { IdentifyKey } from "./key-identity.ts";
import { probeKey } from "./probe-key.ts";

const REMEMBERED_MS = 5 * 60 * 1000;
const MOST_KEYS_REMEMBERED = 10_000;
/** An agent waits for this before it can start, so it is short; who gets no answer in time is let in. */
const PROBE_TIMEOUT_MS = 5_000;

/** Tells whether the API refuses a key. An API that does not answer, or answers anything else, refuses nobody. */
export type KeyCheck = (apiKey: string) => Promise<boolean>;

/** Asks the API once per key and five minutes. Remembers a keyed hash, never the key. */
export function createKeyCheck(client: Digistore24Client, identifyKey: IdentifyKey): KeyCheck {
  const verdicts = new LRUCache<string, Promise<boolean>>({ max: MOST_KEYS_REMEMBERED, ttl: REMEMBERED_MS });
  return (apiKey) => {
    const { fingerprint } = identifyKey(apiKey);
    const known = verdicts.get(fingerprint);
    if (known) {
      return known;
    }
    const verdict = probe(client, apiKey);
    verdicts.set(
      fingerprint,
      verdict.then(({ isRefused }) => isRefused),
    );
    void verdict.then(({ isCertain }) => isCertain || verdicts.delete(fingerprint));
    return verdict.then(({ isRefused }) => isRefused);
  };
}

async function probe(client: Digistore24Client, apiKey: string): Promise<{ isRefused: boolean; isCertain: boolean }> {
  // A defect of ours refuses nobody either.
  const { state } = await probeKey(client, apiKey, PROBE_TIMEOUT_MS).catch(() => ({ state: "unknown" }));
  return { isRefused: state === "refused", isCertain: state !== "unknown" };
}
