import type { Config } from "../server/config.ts";
import { createDigistore24Client, type Digistore24Client } from "../server/digistore24-client.ts";
import type { CallError } from "../server/errors.ts";
import { isReadOnlyKey, probeKey } from "../server/probe-key.ts";
import { VERSION } from "../server/version.ts";

const TIMEOUT_MS = 10_000;
const MOST_CLOCK_DRIFT_MS = 2 * 60_000;

/** One finding. `advice` is what to do, for a problem. */
interface Finding {
  readonly what: string;
  readonly seen: string;
  readonly advice?: string;
}

export interface DoctorOptions {
  readonly config: Config;
  readonly apiKey: string | undefined;
  /** Of an endpoint to look at. */
  readonly url: string | undefined;
}

/** Looks at everything between an agent and the shop, one line each. True when nothing is wrong. Changes nothing. */
export async function runDoctor({ config, apiKey, url }: DoctorOptions): Promise<boolean> {
  const client = createDigistore24Client(config.apiUrl);
  const findings: Finding[] = [{ what: "version", seen: `digistore24-mcp ${VERSION}, Node ${process.versions.node}` }];
  findings.push(...(await examineApi(client, config.apiUrl, apiKey)));
  if (url !== undefined) {
    const endpoint = await examineEndpoint(url);
    const eras = endpoint.advice === undefined ? await examineEras(url, apiKey ?? "0-none") : [];
    findings.push(endpoint, ...eras);
  }
  await client.close();
  for (const { what, seen, advice } of findings) {
    process.stdout.write(
      `${advice === undefined ? "ok      " : "PROBLEM "} ${what}: ${seen}${advice ? `. ${advice}` : ""}\n`,
    );
  }
  return findings.every(({ advice }) => advice === undefined);
}

async function examineApi(client: Digistore24Client, apiUrl: string, apiKey: string | undefined): Promise<Finding[]> {
  const ping = await client
    .call({ path: "/ping", args: {}, apiKey: apiKey ?? "", timeoutMs: TIMEOUT_MS, isRead: true })
    .then(
      (data) => ({ data: data as Record<string, unknown> }),
      (error: CallError) => ({ error }),
    );
  const isAway = "error" in ping && ["upstream_down", "timeout"].includes(ping.error.kind);
  if (isAway) {
    const advice = "Check network and DIGISTORE24_API_URL; status.digistore24.com shows known outages";
    return [{ what: "API", seen: `${apiUrl}: ${ping.error.message}`, advice }];
  }
  const reached: Finding = { what: "API", seen: `${apiUrl} answers` };
  if (!apiKey) {
    const advice = "Set it to your API key to have it checked (Settings > Account access > API keys)";
    return [reached, { what: "key", seen: "DIGISTORE24_API_KEY is not set", advice }];
  }
  const probe = await probeKey(client, apiKey, TIMEOUT_MS);
  if (probe.state !== "good") {
    const advice = "Compare it with Settings > Account access > API keys";
    return [reached, { what: "key", seen: `refused: ${probe.message}`, advice }];
  }
  const { id, name, roles } = probe.owner;
  const key: Finding = { what: "key", seen: `account ${id} (${name}), roles ${roles}` };
  return [reached, clock(ping), key, right(await isReadOnlyKey(client, apiKey, TIMEOUT_MS))];
}

function right(isReadOnly: boolean): Finding {
  return {
    what: "right",
    seen: isReadOnly
      ? "read access only, changes will be refused"
      : "full access, as far as can be told without changing anything",
  };
}

function clock(ping: { data: Record<string, unknown> } | { error: CallError }): Finding {
  const told = "data" in ping ? String(ping.data["server_time"] ?? "") : "";
  const here = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Europe/Berlin",
    dateStyle: "short",
    timeStyle: "medium",
  }).format();
  const drift = Math.abs(Date.parse(`${told.replace(" ", "T")}Z`) - Date.parse(`${here.replace(" ", "T")}Z`));
  const isWrong = drift > MOST_CLOCK_DRIFT_MS;
  const seen = Number.isNaN(drift) ? "not told by the API" : `${Math.round(drift / 1000)} seconds from the API's`;
  return {
    what: "clock",
    seen,
    ...(isWrong && { advice: "Set the system's clock: relative times such as -24h would miss what you ask for" }),
  };
}

async function examineEndpoint(url: string): Promise<Finding> {
  const health = new URL("/health", url);
  const response = await fetch(health, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch((error: Error) => error);
  if (response instanceof Error) {
    const advice = "Is it running, and is this its address?";
    return { what: "endpoint", seen: `${url} cannot be reached`, advice };
  }
  const advice = response.ok ? {} : { advice: "Something else answers at this address" };
  return { what: "endpoint", seen: `${health} answers ${response.status}`, ...advice };
}

const META = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": { name: "doctor", version: VERSION },
  "io.modelcontextprotocol/clientCapabilities": {},
};

async function examineEras(url: string, apiKey: string): Promise<Finding[]> {
  const params2025 = {
    protocolVersion: "2025-11-25",
    capabilities: {},
    clientInfo: { name: "doctor", version: VERSION },
  };
  const modern = { "mcp-protocol-version": "2026-07-28", "mcp-method": "server/discover" };
  return [
    await examineEra("2025-11-25", url, apiKey, { method: "initialize", params: params2025 }, {}),
    await examineEra("2026-07-28", url, apiKey, { method: "server/discover", params: { _meta: META } }, modern),
  ];
}

async function examineEra(
  era: string,
  url: string,
  apiKey: string,
  message: { method: string; params: object },
  headers: Record<string, string>,
): Promise<Finding> {
  const what = `MCP ${era}`;
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        authorization: `Bearer ${apiKey}`,
        accept: "application/json, text/event-stream",
        "content-type": "application/json",
        ...headers,
      },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, ...message }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    const answer = JSON.parse(/^data: (.+)$/m.exec(text)?.[1] ?? text) as {
      result?: object;
      error?: { message?: string };
    };
    return answer.result
      ? { what, seen: `${message.method} is answered` }
      : { what, seen: `HTTP ${response.status}: ${answer.error?.message}`, advice: "The sentence says what to do" };
  } catch {
    return { what, seen: "no answer in JSON", advice: "Is this the address of an MCP endpoint?" };
  }
}
