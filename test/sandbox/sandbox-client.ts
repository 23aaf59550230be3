import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { expect } from "vitest";
import { buildSandbox, type SandboxOptions } from "../../src/sandbox/http/app.ts";
import { GENERATED_REGISTRY } from "../../src/sandbox/http/generated-registry.ts";
import { loadJudge } from "./answer-schemas.ts";

const judge = loadJudge();

export const FULL_KEY = "100001-SANDBOXFULLACCESS";
export const READ_KEY = "100001-SANDBOXREADONLY";
export const DEVELOPER_KEY = "100001-SANDBOXDEVELOPER";
export const SHIPPING_KEY = "100001-SANDBOXSHIPPING";
export const AFFILIATE_KEY = "100001-SANDBOXAFFILIATE";

/** The moment of our description's examples, 10:15 in Germany. */
export const NOW = new Date("2026-03-16T09:15:00Z");

export interface Envelope {
  readonly api_version: string;
  readonly current_time: string;
  readonly runtime_seconds: number;
  readonly result: "success" | "error";
  readonly code?: number;
  readonly message?: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read into answers of every shape
  readonly data?: any;
}

/** Arguments by their names on the wire: `{ "data[code]": "X" }`. */
export type WireArguments = Readonly<Record<string, string>>;

export interface Sandbox {
  readonly app: FastifyInstance;
  call(functionName: string, args?: WireArguments, key?: string): Promise<Envelope>;
  /** A request that steers the sandbox, outside the API. */
  control(method: "GET" | "POST" | "DELETE", url: string, body?: unknown): Promise<LightMyRequestResponse>;
  /** The data of a successful answer; any other answer fails the test. */
  data(functionName: string, args?: WireArguments): ReturnType<typeof JSON.parse>;
}

export function openSandbox(options: Partial<SandboxOptions> = {}): Sandbox {
  const app = buildSandbox({ registry: GENERATED_REGISTRY, now: () => NOW, ...options });
  const call = async (functionName: string, args: WireArguments = {}, key = FULL_KEY): Promise<Envelope> => {
    const payload = new URLSearchParams(args).toString();
    const answer = await app.inject({
      method: "POST",
      url: `/api/call/${functionName}`,
      headers: {
        "x-ds-api-key": key,
        "content-type": "application/x-www-form-urlencoded; charset=utf-8",
        "content-length": String(payload.length),
      },
      payload,
    });
    const envelope = answer.json<Envelope>();
    expect((await judge)(functionName, envelope), `the answer of ${functionName} is not as described`).toBe("");
    return envelope;
  };
  const data = async (functionName: string, args: WireArguments = {}) => {
    const envelope = await call(functionName, args);
    if (envelope.result !== "success") {
      throw new Error(`${functionName}: ${envelope.code} ${envelope.message}`);
    }
    return envelope.data;
  };
  const control = (method: "GET" | "POST" | "DELETE", url: string, body?: unknown) =>
    app.inject({
      method,
      url,
      ...(body !== undefined && { payload: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
  return { app, control, call, data };
}

/** Buys with the form behind a buy URL. Returns the number of the order, which the answer leads to, or "" if there is none. */
export async function orderWithForm({ app }: Sandbox, buyUrl: string, email = "neu@example.com"): Promise<string> {
  const { pathname, search } = new URL(buyUrl);
  const { headers } = await app.inject({
    method: "POST",
    url: pathname + search,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams({ email }).toString(),
  });
  return /[?/](?:order_id=)?(\w+)$/.exec(headers.location ?? "")?.[1] ?? "";
}

/** The request of an application for a key. */
export const KEY_WISH = { permissions: "writable", return_url: "https://app.example.com/back?t=__TOKEN__" } as const;

/** Asks for a key as an application does; returns the token of the request. */
export async function askForKey({ call }: Sandbox, wish: WireArguments = KEY_WISH): Promise<string> {
  const { data } = await call("requestApiKey", wish, DEVELOPER_KEY);
  return data.request_token;
}

/** Decides on a request as a person does. */
export function decideOnKey({ app }: Sandbox, token: string, decision: string, acceptLanguage?: string) {
  return app.inject({
    method: "POST",
    url: `/consent/${token}`,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      ...(acceptLanguage && { "accept-language": acceptLanguage }),
    },
    payload: new URLSearchParams({ decision }).toString(),
  });
}

/** A key that a person has granted. */
export async function grantKey(sandbox: Sandbox, wish: WireArguments = KEY_WISH): Promise<string> {
  const token = await askForKey(sandbox, wish);
  await decideOnKey(sandbox, token, "agree");
  const { data } = await sandbox.call("retrieveApiKey", { token }, DEVELOPER_KEY);
  return data.api_key;
}
