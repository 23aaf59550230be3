import { readKey } from "../server/key/api-key.ts";
import { isReadOnlyKey, probeKey } from "../server/key/probe-key.ts";
import { CallError } from "../server/kit/errors.ts";
import type { Digistore24Client } from "../server/upstream/digistore24-client.ts";
import type { Finding } from "./finding.ts";

const TIMEOUT_MS = 10_000;
const MOST_CLOCK_DRIFT_MS = 2 * 60_000;
const WHERE_KEYS_ARE = "Settings > Account access > API keys";

type Ping = { readonly data: unknown } | { readonly error: CallError };

/** The API, this machine's clock beside it, and what it says of a key. */
export async function* examineApi(
  client: Digistore24Client,
  apiUrl: string,
  given: string | undefined,
): AsyncGenerator<Finding> {
  const apiKey = readKey(given);
  const ping = await pingApi(client, apiKey ?? "");
  if ("error" in ping && ["upstream_down", "timeout"].includes(ping.error.kind)) {
    const advice = "Check network and DIGISTORE24_API_URL; status.digistore24.com shows known outages";
    yield { what: "API", seen: `${apiUrl}: ${ping.error.message}`, advice };
    return;
  }
  yield { what: "API", seen: `${apiUrl} answers` };
  if ("data" in ping) {
    yield clock(ping.data);
  }
  yield* apiKey === undefined ? [unreadable(given)] : examineKey(client, apiKey);
}

async function pingApi(client: Digistore24Client, apiKey: string): Promise<Ping> {
  try {
    return { data: await client.call({ path: "/ping", args: {}, apiKey, timeoutMs: TIMEOUT_MS, isRead: true }) };
  } catch (error) {
    if (error instanceof CallError) {
      return { error };
    }
    throw error;
  }
}

function unreadable(given = ""): Finding {
  return given.trim() === ""
    ? {
        what: "key",
        seen: "DIGISTORE24_API_KEY is not set",
        advice: `Set it to your API key to have it checked (${WHERE_KEYS_ARE})`,
      }
    : {
        what: "key",
        seen: "what DIGISTORE24_API_KEY holds is no API key",
        advice: "A key is one piece of text without blanks: give it completely and nothing else, not “Bearer” either",
      };
}

async function* examineKey(client: Digistore24Client, apiKey: string): AsyncGenerator<Finding> {
  const probe = await probeKey(client, apiKey, TIMEOUT_MS);
  if (probe.state === "refused") {
    const advice = `Compare it with ${WHERE_KEYS_ARE}: it has to be complete and active`;
    yield { what: "key", seen: `refused: ${probe.message}`, advice };
  } else if (probe.state === "unknown") {
    const advice = "This says nothing about the key: try again later";
    yield { what: "key", seen: `could not be checked: ${probe.message}`, advice };
  } else {
    const { id, name, roles } = probe.owner;
    yield { what: "key", seen: `account ${id} (${name}), roles ${roles}` };
    const right = (await isReadOnlyKey(client, apiKey, TIMEOUT_MS))
      ? "read access only, changes will be refused"
      : "full access, as far as can be told without changing anything";
    yield { what: "right", seen: right };
  }
}

/** The API's time carries no zone; it is that of its country. */
function clock(data: unknown): Finding {
  const { server_time } = (data ?? {}) as { readonly server_time?: unknown };
  const here = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Europe/Berlin",
    dateStyle: "short",
    timeStyle: "medium",
  }).format();
  const told = String(server_time ?? "");
  const drift = Math.abs(Date.parse(`${told.replace(" ", "T")}Z`) - Date.parse(`${here.replace(" ", "T")}Z`));
  if (Number.isNaN(drift)) {
    return { what: "clock", seen: "not told by the API" };
  }
  const advice = "Set the system's clock: relative times such as -24h would miss what you ask for";
  const seen = `${Math.round(drift / 1000)} seconds from the API's`;
  return { what: "clock", seen, ...(drift > MOST_CLOCK_DRIFT_MS && { advice }) };
}
