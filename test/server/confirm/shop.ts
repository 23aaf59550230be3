import { Client, type ElicitResult, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { NOTHING_CHANGED } from "../../../src/server/contract/confirm-level.ts";
import type { AppOptions } from "../../../src/server/start/app.ts";
import { connectClient, type RunningEndpoint, startEndpoint, textOf } from "../../support/endpoint.ts";
import { FULL_KEY, type RunningSandbox, startSandbox } from "../../support/sandbox.ts";

export { NOTHING_CHANGED };

/** Orders of the sandbox's shop: Erika's course, paid once, and Jonas's club, paid every month. */
export const COURSE = { id: "K7M2QX9A", price: "199.00", buyer: "“Erika Beispiel” (erika.beispiel@example.com)" };
export const CLUB = { id: "P4W8ZT3B", price: "19.90", buyer: "“Jonas Muster” (jonas.muster@example.com)" };
/** When both can still be refunded. */
const NOW = new Date("2026-03-16T09:15:00Z");

/** A shop with an endpoint in front of it that serves every tool. */
export interface Shop {
  readonly sandbox: RunningSandbox;
  readonly endpoint: RunningEndpoint;
  /** Calls of a function that came in at the API. */
  received(functionName: string): Promise<number>;
  close(): Promise<void>;
}

export async function openShop(
  env: Record<string, string> = {},
  options: Omit<AppOptions, "config"> = {},
): Promise<Shop> {
  const sandbox = await startSandbox({ now: () => NOW });
  const endpoint = await openInstance(sandbox, env, options);
  return {
    sandbox,
    endpoint,
    received: async (functionName) => (await sandbox.requests())[functionName] ?? 0,
    close: async () => {
      await endpoint.close();
      await sandbox.close();
    },
  };
}

export function openInstance(
  { apiUrl }: RunningSandbox,
  env: Record<string, string> = {},
  options: Omit<AppOptions, "config"> = {},
): Promise<RunningEndpoint> {
  return startEndpoint({ DIGISTORE24_API_URL: apiUrl, DIGISTORE24_SURFACE: "full", ...env }, options);
}

/** Somebody else's call, straight to the API. */
export async function sendPastServer(
  { sandbox }: Shop,
  functionName: string,
  args: Readonly<Record<string, string>>,
): Promise<void> {
  const headers = { "x-ds-api-key": FULL_KEY };
  const body = new URLSearchParams(args);
  const response = await fetch(`${sandbox.apiUrl}/${functionName}`, { method: "POST", headers, body });
  const answer = (await response.json()) as { result: string };
  if (answer.result !== "success") {
    throw new Error(`${functionName} failed: ${JSON.stringify(answer)}`);
  }
}

export type Answer = Readonly<Record<string, unknown>>;

export interface Called {
  readonly isError: boolean;
  readonly text: string;
  /** The JSON of a result that is not an error. */
  readonly answer: Answer;
}

/** Calls a tool once, and reads its only block. */
export async function call(client: Pick<Client, "callTool">, name: string, args: object): Promise<Called> {
  const result = await client.callTool({ name, arguments: args as Record<string, unknown> });
  const text = textOf(result);
  const isError = result.isError === true;
  return { isError, text, answer: isError ? {} : (JSON.parse(text) as Answer) };
}

/** Calls a tool, and again with the confirmation that its preview has. */
export async function callConfirmed(client: Pick<Client, "callTool">, name: string, args: object): Promise<Called> {
  return call(client, name, { ...args, confirmation: await confirmationFor(client, name, args) });
}

export async function confirmationFor(client: Pick<Client, "callTool">, name: string, args: object): Promise<string> {
  const { answer, text } = await call(client, name, args);
  if (typeof answer["confirmation"] !== "string") {
    throw new Error(`there is no confirmation in ${text}`);
  }
  return answer["confirmation"];
}

/** A client that cannot be asked. */
export function plainClient(
  { endpoint }: Pick<Shop, "endpoint">,
  key: string = FULL_KEY,
  headers: Record<string, string> = {},
): Promise<Client> {
  return connectClient(endpoint.url, key, headers);
}

/** A client whose person answers each question as `reply` says. */
export async function askedClient(
  { endpoint }: Pick<Shop, "endpoint">,
  reply: (message: string) => ElicitResult | Promise<ElicitResult>,
  key: string = FULL_KEY,
): Promise<Client> {
  const client = new Client(
    { name: "test", version: "1.0.0" },
    { capabilities: { elicitation: { form: {} } }, versionNegotiation: { mode: { pin: "2026-07-28" } } },
  );
  client.setRequestHandler("elicitation/create", ({ params }) => reply(params.message));
  const headers = { Authorization: `Bearer ${key}` };
  await client.connect(new StreamableHTTPClientTransport(new URL(endpoint.url), { requestInit: { headers } }));
  return client;
}

/** What a person types as the question wants it. */
export function asShown(message: string): ElicitResult {
  const [, typed = ""] = /(?:To continue, type|Zum Fortfahren bitte) (.+?)(?: eingeben)?\.$/.exec(message) ?? [];
  return { action: "accept", content: { typed } };
}
