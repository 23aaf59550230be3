import { setTimeout as wait } from "node:timers/promises";
import createClient from "openapi-fetch";
import type { paths } from "../../generated/api-types.ts";
import { CallError } from "../kit/errors.ts";
import { hideKey } from "../kit/hide-key.ts";
import { VERSION } from "../kit/version.ts";
import { type CallAbort, createCallAbort } from "./call-abort.ts";
import { connectionError, NO_CONNECTION_ADVICE } from "./connection-error.ts";
import { readEnvelope } from "./envelope.ts";
import { BrokenExchange } from "./exchange.ts";
import { type Arguments, encodeForm } from "./form-encoding.ts";
import { placeArguments } from "./path-parameters.ts";
import { isRetriable, readRetryAfter, retryDelayMs } from "./retry-policy.ts";
import { createUpstreamFetch } from "./upstream-fetch.ts";

/** Larger answers are refused while they arrive, before they can fill the memory. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
const MAX_RETRIES = 2;
const HEADERS = {
  accept: "application/json",
  "content-type": "application/x-www-form-urlencoded; charset=utf-8",
  "user-agent": `digistore24-mcp/${VERSION}`,
};

/** Whatever the description declares, a call is a POST with all arguments except those of its path in a form body. */
type CallPaths = {
  [P in keyof paths]: {
    post: {
      parameters: { path?: Readonly<Record<string, string>> };
      requestBody: { content: { "application/x-www-form-urlencoded": Arguments } };
      responses: { 200: { headers: Record<string, never>; content: { "application/json": string } } };
    };
  };
};

/** Called when a request to the API has ended, with its error if it failed: a CallError or a defect of this program. */
export type RequestEnd = (error?: unknown) => void;

export interface UpstreamCall {
  readonly path: keyof paths;
  readonly args: Arguments;
  readonly apiKey: string;
  /** Limits the whole call, including retries. */
  readonly timeoutMs: number;
  /** Only a read may be sent again. A write is never sent twice. */
  readonly isRead: boolean;
  /** Ends a read early when the caller disconnects. */
  readonly signal?: AbortSignal | undefined;
  /** Called for every attempt. The function that it returns is called when the attempt has ended. */
  readonly onRequest?: ((attempt: number) => RequestEnd) | undefined;
  /** Called when the head of a request goes to an established connection. From then on the API may carry it out. */
  readonly onSent?: (() => void) | undefined;
}

export interface Digistore24Client {
  /** The `data` of the API's answer. Throws a CallError for anything but success. */
  call(call: UpstreamCall): Promise<unknown>;
  close(): Promise<void>;
}

/** The only place that knows the API's wire format. Function names are appended to `baseUrl`. */
export function createDigistore24Client(baseUrl: string): Digistore24Client {
  const { origin, host, pathname } = new URL(baseUrl);
  const upstream = createUpstreamFetch(origin, MAX_ANSWER_BYTES);
  const client = createClient<CallPaths>({
    baseUrl: pathname,
    bodySerializer: (body) => encodeForm((body ?? {}) as Arguments),
    Request: upstream.Request,
  });

  async function send({ path, args, apiKey }: UpstreamCall, signal: AbortSignal, onSent: () => void): Promise<unknown> {
    const { inPath, inForm } = placeArguments(path, args);
    const answer = await client.POST(path, {
      params: { path: inPath },
      body: inForm,
      fetch: upstream.as({ ...HEADERS, "x-ds-api-key": apiKey }, onSent),
      parseAs: "text",
      signal,
    });
    const { data, error, response } = answer as { data?: string; error?: unknown; response: Response };
    const retryAfterSeconds = readRetryAfter(response.headers.get("retry-after"));
    return readEnvelope({
      status: response.status,
      body: hideKeyIn(data ?? error, apiKey),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    });
  }

  return {
    call: (call) => callWithRetries(call, host, send),
    close: upstream.close,
  };
}

type Send = (call: UpstreamCall, signal: AbortSignal, onSent: () => void) => Promise<unknown>;

async function callWithRetries(call: UpstreamCall, host: string, send: Send): Promise<unknown> {
  const abort = createCallAbort(call);
  try {
    return await attempts(call, host, send, abort);
  } finally {
    abort.release();
  }
}

async function attempts(call: UpstreamCall, host: string, send: Send, abort: CallAbort): Promise<unknown> {
  // By any attempt: a later one cannot undo what an earlier one has sent.
  let wasSent = false;
  const onSent = () => {
    wasSent = true;
    call.onSent?.();
  };
  for (let attempt = 0; ; attempt++) {
    const end = call.onRequest?.(attempt);
    try {
      const data = await send(call, abort.signal, onSent);
      end?.();
      return data;
    } catch (cause) {
      const error = cause instanceof BrokenExchange ? toCallError(cause, call, abort, { host, wasSent }) : cause;
      end?.(error);
      await waitForRetry(error, attempt, call, abort);
    }
  }
}

/** Returns when the call may be sent again. Throws the error if it may not. */
async function waitForRetry(
  error: unknown,
  attempt: number,
  { isRead }: UpstreamCall,
  abort: CallAbort,
): Promise<void> {
  if (!isRead || attempt >= MAX_RETRIES || !(error instanceof CallError) || !isRetriable(error)) {
    throw error;
  }
  const delayMs = retryDelayMs(attempt, error);
  if (delayMs >= abort.msLeft()) {
    throw error;
  }
  await wait(delayMs, undefined, { signal: abort.signal }).catch(() => {
    throw abort.reason() === "caller" ? callerLeft(true) : error;
  });
}

function toCallError(
  cause: BrokenExchange,
  { timeoutMs }: UpstreamCall,
  abort: CallAbort,
  phase: { readonly host: string; readonly wasSent: boolean },
): CallError {
  switch (abort.reason()) {
    case "caller":
      return callerLeft(phase.wasSent, cause);
    case "timeout":
      return timeout(timeoutMs / 1000, phase.wasSent, cause);
    default:
      return connectionError(cause, phase);
  }
}

function timeout(seconds: number, wasSent: boolean, cause: Error): CallError {
  return wasSent
    ? new CallError("timeout", `Digistore24 did not answer within ${seconds} seconds`, { wasSent, cause })
    : new CallError("timeout", `nothing was sent. No connection to Digistore24 opened within ${seconds} seconds`, {
        wasSent,
        cause,
        advice: NO_CONNECTION_ADVICE,
      });
}

function callerLeft(wasSent: boolean, cause?: Error): CallError {
  return new CallError("cancelled", "the caller disconnected before Digistore24 answered", { wasSent, cause });
}

/** Some messages of the API contain the key. */
function hideKeyIn(body: unknown, apiKey: string): string | undefined {
  const text = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
  return text && hideKey(text, apiKey);
}
