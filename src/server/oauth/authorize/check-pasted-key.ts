import { readKey } from "../../key/api-key.ts";
import { isReadOnlyKey, isSpecialKey, probeKey } from "../../key/probe-key.ts";
import type { Digistore24Client } from "../../upstream/upstream-call.ts";

const TIMEOUT_MS = 10_000;

/** The outcome of looking at a key that a person has pasted. */
export type PastedKey =
  | { readonly state: "good"; readonly key: string; readonly isReadOnly: boolean }
  | { readonly state: "misshapen" | "refused" | "unknown" | "special"; readonly detail?: string | undefined };

/** Asks Digistore24 about a key before it is sealed. Changes nothing. */
export async function checkPastedKey(client: Digistore24Client, entered: unknown): Promise<PastedKey> {
  const read = readKey(entered);
  if (read.key === undefined) {
    return { state: "misshapen", detail: read.mistake };
  }
  const probe = await probeKey(client, read.key, TIMEOUT_MS);
  if (probe.state !== "good") {
    return { state: probe.state, detail: probe.message };
  }
  const isReadOnly = await isReadOnlyKey(client, read.key, TIMEOUT_MS);
  if (isReadOnly && (await isSpecialKey(client, read.key, TIMEOUT_MS))) {
    return { state: "special" };
  }
  return { state: "good", key: read.key, isReadOnly };
}
