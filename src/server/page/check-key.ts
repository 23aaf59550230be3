import { isReadOnlyKey, probeKey } from "../key/probe-key.ts";
import type { Digistore24Client } from "../upstream/upstream-call.ts";
import type { Verdict } from "./page-view.ts";

const TIMEOUT_MS = 10_000;

export const NO_KEY: Verdict = notAKey();

/** Says what was entered instead of a key, if that can be seen. */
export function notAKey(mistake = "A key is a single word without spaces."): Verdict {
  const details = [mistake, "Copy the whole key and nothing else."];
  return { tone: "bad", title: "This is not an API key.", details };
}

/** Asks Digistore24 about a key and puts the answer into words. */
export async function checkKey(client: Digistore24Client, apiKey: string): Promise<Verdict> {
  const probe = await probeKey(client, apiKey, TIMEOUT_MS);
  if (probe.state === "refused") {
    const advice =
      "Compare it with Settings > Account access > API keys in Digistore24. It must be complete and active.";
    return {
      tone: "bad",
      title: "Digistore24 does not accept this key.",
      details: [`Its answer: “${probe.message}”`, advice],
    };
  }
  if (probe.state === "unknown") {
    const title = "The key could not be checked.";
    return { tone: "unknown", title, details: [probe.message, "The key may still be valid. Try again later."] };
  }
  const { id, name, roles } = probe.owner;
  const right = (await isReadOnlyKey(client, apiKey, TIMEOUT_MS))
    ? "It has read access: changes will be refused."
    : "It has full access, as far as this can be checked without changing anything.";
  return { tone: "good", title: "This key works.", details: [`Account ${id} (${name}), roles: ${roles}.`, right] };
}
