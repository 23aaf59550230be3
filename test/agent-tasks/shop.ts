import type { FastifyInstance } from "fastify";
import { buildSandbox } from "../../src/sandbox/http/app.ts";
import { GENERATED_REGISTRY } from "../../src/sandbox/http/generated-registry.ts";
import { SANDBOX_KEYS } from "../../src/sandbox/wire/keys.ts";
import type { Answer } from "./task.ts";

/** Today, for every task. */
export const NOW = new Date("2026-11-29T09:15:00Z");

/** The shop without our endpoint: tasks compare what an agent reads and does with it. */
export interface Shop {
  /** The address for DIGISTORE24_API_URL. */
  readonly apiUrl: string;
  /** The data of a function of the API, called directly, with the names of the wire: `{ "search[role]": "vendor" }`. */
  ask(functionName: string, args?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Sends the form on the page behind a buy URL as the page fills it in. Returns the id of the order. */
  checkOut(url: string): Promise<string>;
  /** Makes the shop as it was at the start. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export async function openShop(): Promise<Shop> {
  const app = buildSandbox({ registry: GENERATED_REGISTRY, now: () => NOW });
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  return {
    apiUrl: `${address}/api/call`,
    ask: (functionName, args = {}) => ask(app, functionName, args),
    checkOut: (url) => checkOut(app, url),
    reset: async () => {
      await app.inject({ method: "POST", url: "/__reset", payload: {} });
    },
    close: () => app.close(),
  };
}

async function ask(app: FastifyInstance, functionName: string, args: Readonly<Record<string, string>>) {
  const payload = new URLSearchParams(args).toString();
  const answer = await app.inject({
    method: "POST",
    url: `/api/call/${functionName}`,
    headers: {
      "x-ds-api-key": SANDBOX_KEYS.full,
      "content-type": "application/x-www-form-urlencoded",
      "content-length": String(payload.length),
    },
    payload,
  });
  const { result, data, message } = answer.json<{ result: string; data: Answer; message?: string }>();
  if (result !== "success") {
    throw new Error(`${functionName}: ${message}`);
  }
  return data;
}

async function checkOut(app: FastifyInstance, url: string): Promise<string> {
  const { pathname, search } = new URL(url);
  const page = await app.inject({ method: "GET", url: `${pathname}${search}` });
  const inputs = [...page.body.matchAll(/<input name="(\w+)"[^>]* value="([^"]*)"/g)];
  const filledIn = Object.fromEntries(inputs.map(([, name, value]) => [name, value]));
  const ordered = await app.inject({
    method: "POST",
    url: `${pathname}${search}`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams(filledIn).toString(),
  });
  const thanks = await app.inject(String(ordered.headers.location));
  const [, id] = /Bestellnummer ist (\w+)/.exec(thanks.body) ?? [];
  if (id === undefined) {
    throw new Error(`no order was placed: ${thanks.body}`);
  }
  return id;
}
