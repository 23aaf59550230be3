import { isReadOnlyKey, probeKey } from "../key/probe-key.ts";
import type { Digistore24Client } from "../upstream/digistore24-client.ts";
import type { Verdict } from "./page-view.ts";

const TIMEOUT_MS = 10_000;

export const NO_KEY: Verdict = {
  tone: "bad",
  title: "This is no API key.",
  details: ["A key is one piece of text without blanks. Copy it completely, and nothing else."],
};

/** What Digistore24 says of a key, for a person. */
export async function checkKey(client: Digistore24Client, apiKey: string): Promise<Verdict> {
  const probe = await probeKey(client, apiKey, TIMEOUT_MS);
  if (probe.state === "refused") {
    const advice =
      "Compare it with Settings > Account access > API keys in Digistore24. It has to be complete and active.";
    return {
      tone: "bad",
      title: "Digistore24 does not accept this key.",
      details: [`It says: “${probe.message}”`, advice],
    };
  }
  if (probe.state === "unknown") {
    const title = "The key could not be checked.";
    return { tone: "unknown", title, details: [probe.message, "This says nothing about the key. Try again later."] };
  }
  const { id, name, roles } = probe.owner;
  const right = (await isReadOnlyKey(client, apiKey, TIMEOUT_MS))
    ? "It has read access: changes will be refused."
    : "It has full access, as far as can be told without changing anything.";
  return { tone: "good", title: "This key works.", details: [`Account ${id} (${name}), roles: ${roles}.`, right] };
}
