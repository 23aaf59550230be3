import { keyAnswerIn } from "../../key/key-answers.ts";
import { readPastedKey } from "../../key/pasted-key.ts";
import { isReadOnlyKey, isSpecialKey, probeKey } from "../../key/probe-key.ts";
import type { Language } from "../../kit/language.ts";
import { VERDICT_TEXTS } from "../../page/texts/verdict-texts.ts";
import type { Digistore24Client } from "../../upstream/upstream-call.ts";

const TIMEOUT_MS = 10_000;

/** The outcome of looking at a key that a person has pasted. */
export type PastedKey =
  | { readonly state: "good"; readonly key: string; readonly isReadOnly: boolean }
  | {
      readonly state: "misshapen" | "refused" | "unknown" | "special";
      /** The mistake in what was entered, or the API's answer. */
      readonly detail?: string | undefined;
    };

/** Asks Digistore24 about a key before it is sealed. Changes nothing. */
export async function checkPastedKey(
  client: Digistore24Client,
  entered: unknown,
  language: Language,
): Promise<PastedKey> {
  const read = readPastedKey(entered);
  if (read.key === undefined) {
    return { state: "misshapen", detail: read.mistakeKind && VERDICT_TEXTS[language].mistakes[read.mistakeKind] };
  }
  const probe = await probeKey(client, read.key, TIMEOUT_MS, { language });
  if (probe.state !== "good") {
    return { state: probe.state, detail: keyAnswerIn(language, probe.message) ?? probe.message };
  }
  const isReadOnly = await isReadOnlyKey(client, read.key, TIMEOUT_MS);
  if (isReadOnly && (await isSpecialKey(client, read.key, TIMEOUT_MS))) {
    return { state: "special" };
  }
  return { state: "good", key: read.key, isReadOnly };
}
