import { setTimeout as wait } from "node:timers/promises";
import createClient from "openapi-fetch";
import type { paths } from "../generated/api-types.ts";
import type { RequestEnd } from "./call-watch.ts";
import { connectionError } from "./connection-error.ts";
import { readEnvelope } from "./envelope.ts";
import { CallError } from "./errors.ts";
import { type Arguments, encodeForm } from "./form-encoding.ts";
import { hideKey } from "./hide-key.ts";
import { placeArguments } from "./path-parameters.ts";
import { isRetriable, retryDelayMs } from "./retry-policy.ts";
import { createUpstreamFetch } from "./upstream-fetch.ts";
import { VERSION } from "./version.ts";

/** Larger answers are refused while they arrive, before they can fill the memory. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
const MAX_RETRIES = 2;
const HEADERS = {
  accept: "application/json",
  "content-type": "application/x-www-form-urlencoded; charset=utf-8",
  "user-agent": `digistore24-mcp/${VERSION}`,
};

/** Whatever the description declares, a call is a POST with all arguments in a form body, but for those of its path. */
type CallPaths = {
  [P in keyof paths]: {
    post: {
      parameters: { path?: Readonly<Record<string, string>> };
      requestBody: { content: { "application/x-www-form-urlencoded": Arguments } };
      responses: { 200: { headers: Record<string, never>; content: { "application/json": string } } };
    };
  };
};

export interface UpstreamCall {
  readonly path: keyof paths;
  readonly args: Arguments;
  readonly apiKey: string;
  /** Bounds the whole call, repetitions included. */
  readonly timeoutMs: number;
  /** Only a read may be sent again. A write is sent once, ever. */
  readonly isRead: boolean;
  /** Ends a read early when the caller has gone. */
  readonly signal?: AbortSignal | undefined;
  /** Told of every request that leaves; what it returns is told how that one ended. */
  readonly onRequest?: ((attempt: number) => RequestEnd) | undefined;
}

export interface Digistore24Client {
  /** The `data` of the API's answer. Throws a CallError for anything but success. */
  call(call: UpstreamCall): Promise<unknown>;
  close(): Promise<void>;
}

/** The one place that knows the wire. `baseUrl` is the address that function names are appended to. */
export function createDigistore24Client(baseUrl: string): Digistore24Client {
  const { origin, pathname } = new URL(baseUrl);
  const upstream = createUpstreamFetch(origin, MAX_ANSWER_BYTES);
  const client = createClient<CallPaths>({
    baseUrl: pathname,
    bodySerializer: (body) => encodeForm((body ?? {}) as Arguments),
    Request: upstream.Request,
  });

  async function send({ path, args, apiKey }: UpstreamCall, signal: AbortSignal): Promise<unknown> {
    const { inPath, inForm } = placeArguments(path, args);
    const answer = await client.POST(path, {
      params: { path: inPath },
      body: inForm,
      fetch: upstream.as({ ...HEADERS, "x-ds-api-key": apiKey }),
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
    call: (call) => callWithRetries(call, send),
    close: upstream.close,
  };
}

async function callWithRetries(
  call: UpstreamCall,
  send: (call: UpstreamCall, signal: AbortSignal) => Promise<unknown>,
): Promise<unknown> {
  const bound = startBound(call);
  try {
    return await attempts(call, send, bound);
  } finally {
    bound.end();
  }
}

/** Ends what takes too long, and a read whose caller has gone. */
interface Bound {
  readonly signal: AbortSignal;
  readonly deadline: number;
  readonly isTimedOut: () => boolean;
  readonly end: () => void;
}

/** Not `AbortSignal.timeout`: that one lives on for its whole time, and thousands of calls end in the meantime. */
function startBound({ timeoutMs, isRead, signal: caller }: UpstreamCall): Bound {
  const controller = new AbortController();
  let isTimedOut = false;
  const timer = setTimeout(() => {
    isTimedOut = true;
    controller.abort();
  }, timeoutMs);
  const leave = () => controller.abort();
  const followed = isRead ? caller : undefined;
  followed?.addEventListener("abort", leave);
  if (followed?.aborted) {
    leave();
  }
  return {
    signal: controller.signal,
    deadline: Date.now() + timeoutMs,
    isTimedOut: () => isTimedOut,
    end: () => {
      clearTimeout(timer);
      followed?.removeEventListener("abort", leave);
    },
  };
}

async function attempts(
  call: UpstreamCall,
  send: (call: UpstreamCall, signal: AbortSignal) => Promise<unknown>,
  { signal, deadline, isTimedOut }: Bound,
): Promise<unknown> {
  for (let attempt = 0; ; attempt++) {
    const end = call.onRequest?.(attempt);
    try {
      const data = await send(call, signal);
      end?.();
      return data;
    } catch (cause) {
      const error = cause instanceof CallError ? cause : toCallError(cause, call.timeoutMs, isTimedOut());
      end?.(error);
      const delayMs = retryDelayMs(attempt, error);
      if (!call.isRead || attempt >= MAX_RETRIES || !isRetriable(error) || Date.now() + delayMs >= deadline) {
        throw error;
      }
      await wait(delayMs, undefined, { signal }).catch(() => {
        throw error;
      });
    }
  }
}

function toCallError(cause: unknown, timeoutMs: number, isTimedOut: boolean): CallError {
  const message = `Digistore24 did not answer within ${timeoutMs / 1000} seconds`;
  return isTimedOut ? new CallError("timeout", message, { wasSent: true, cause }) : connectionError(cause);
}

/** Seconds or an HTTP date (RFC 9110, section 10.2.3). */
function readRetryAfter(header: string | null): number | undefined {
  if (header === null) {
    return undefined;
  }
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

/** The API repeats the key in some messages. */
function hideKeyIn(body: unknown, apiKey: string): string | undefined {
  const text = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
  return text && hideKey(text, apiKey);
}
