import { isBeyondReadKey } from "../server/contract/needed-right.ts";
import { generatedDefinitions } from "../server/contract/tool-registry.ts";
import { readKey } from "../server/key/api-key.ts";
import { isReadOnlyKey, isSpecialKey, probeKey } from "../server/key/probe-key.ts";
import { CallError } from "../server/kit/errors.ts";
import type { Digistore24Client } from "../server/upstream/upstream-call.ts";
import { type Finding, skipped } from "./finding.ts";
import { inSeconds } from "./in-seconds.ts";
import { KEYS_MENU } from "./keys-menu.ts";

const TIMEOUT_MS = 10_000;
const MAX_CLOCK_DRIFT_MS = 2 * 60_000;

type Ping = { readonly data: unknown } | { readonly error: CallError };

interface ApiOptions {
  readonly apiUrl: string;
  /** The value given as the key. */
  readonly given: string | undefined;
  /** Whether a missing key is a problem. */
  readonly needsKey: boolean;
}

/** Whether no key was given at all. */
function isBlank(given = ""): boolean {
  return given.trim() === "";
}

/** Examines the API, this machine's clock and the key. */
export async function* examineApi(
  client: Digistore24Client,
  { apiUrl, given, needsKey }: ApiOptions,
): AsyncGenerator<Finding> {
  const read = readKey(given);
  const ping = await pingApi(client, read.key ?? "");
  if ("error" in ping && ["upstream_down", "timeout"].includes(ping.error.kind)) {
    const advice = "Check the network and DIGISTORE24_API_URL; status.digistore24.com shows known outages";
    yield { what: "API", seen: `${apiUrl}: ${ping.error.message}`, advice };
    yield* ["clock", "key"].map((what) => skipped(what, "the API cannot be asked"));
    return;
  }
  yield { what: "API", seen: `${apiUrl} answers` };
  yield "data" in ping ? clock(ping.data) : skipped("clock", whyNoTime(read.key, ping.error));
  if (read.key !== undefined) {
    yield* examineKey(client, read.key);
  } else {
    yield isBlank(given) ? describeMissing(needsKey) : describeMisshapen(read.mistake);
  }
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

function whyNoTime(apiKey: string | undefined, { message }: CallError): string {
  return apiKey === undefined
    ? "the API gives its time only to a valid API key"
    : `the API did not give its time: ${message}`;
}

function describeMissing(isNeeded: boolean): Finding {
  const seen = "DIGISTORE24_API_KEY is not set";
  return isNeeded
    ? { what: "key", seen, advice: `Set it to your API key to have it checked (Digistore24: ${KEYS_MENU})` }
    : skipped("key", `${seen}; set it to have a key checked as well`);
}

function describeMisshapen(mistake: string | undefined): Finding {
  const advice =
    mistake ?? "A key is a single word without spaces: give the whole key and nothing else, without “Bearer”";
  return { what: "key", seen: "the value of DIGISTORE24_API_KEY is not an API key", advice };
}

async function* examineKey(client: Digistore24Client, apiKey: string): AsyncGenerator<Finding> {
  const probe = await probeKey(client, apiKey, TIMEOUT_MS);
  if (probe.state === "refused") {
    const advice = `Compare it with the one in Digistore24 (${KEYS_MENU}): it must be complete and active`;
    yield { what: "key", seen: `refused: ${probe.message}`, advice };
  } else if (probe.state === "unknown") {
    const advice = "The key may still be valid: try again later";
    yield { what: "key", seen: `could not be checked: ${probe.message}`, advice };
  } else {
    const { id, name, roles } = probe.owner;
    yield { what: "key", seen: `account ${id} (${name}), roles ${roles.replaceAll(/,\s*/g, ", ")}` };
    yield await examineAccess(client, apiKey);
  }
}

async function examineAccess(client: Digistore24Client, apiKey: string): Promise<Finding> {
  const what = "access";
  if (!(await isReadOnlyKey(client, apiKey, TIMEOUT_MS))) {
    return { what, seen: "full, as far as this can be checked without changing anything" };
  }
  if (await isSpecialKey(client, apiKey, TIMEOUT_MS)) {
    const advice = `Create one with read access or full access (Digistore24: ${KEYS_MENU})`;
    return { what, seen: "the key is for developers or shipping service providers only", advice };
  }
  const refused = generatedDefinitions().filter(isBeyondReadKey);
  const lookups = refused.map(({ title }) => title).join(", ");
  return { what, seen: `read only; changes will be refused, and so will these lookups: ${lookups}` };
}

/** Compares the clocks. The API's time has no zone: it is German time. */
function clock(data: unknown): Finding {
  const { server_time } = (data ?? {}) as { readonly server_time?: unknown };
  const here = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Europe/Berlin",
    dateStyle: "short",
    timeStyle: "medium",
  }).format();
  const reported = String(server_time ?? "");
  const drift = Math.abs(Date.parse(`${reported.replace(" ", "T")}Z`) - Date.parse(`${here.replace(" ", "T")}Z`));
  if (Number.isNaN(drift)) {
    return { what: "clock", seen: "not reported by the API" };
  }
  const advice = "Set this machine's clock: relative times such as -24h would cover the wrong period";
  const seen = `${inSeconds(drift)} from the API's`;
  return { what: "clock", seen, ...(drift > MAX_CLOCK_DRIFT_MS && { advice }) };
}
