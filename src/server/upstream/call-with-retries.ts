import { setTimeout as wait } from "node:timers/promises";
import { CallError } from "../kit/errors.ts";
import { brokenCall, callerLeft } from "./broken-call.ts";
import { type CallAbort, createCallAbort } from "./call-abort.ts";
import { BrokenExchange } from "./exchange.ts";
import { isRetriable, retryDelayMs } from "./retry-policy.ts";
import type { UpstreamCall } from "./upstream-call.ts";

export const MAX_RETRIES = 2;

/** Sends one request, and calls `onSent` when its head goes to an established connection. */
type Send = (call: UpstreamCall, signal: AbortSignal, onSent: () => void) => Promise<unknown>;

/** Reads are sent again after an error that may pass. `host` is named in errors. */
export async function callWithRetries(call: UpstreamCall, host: string, send: Send): Promise<unknown> {
  const abort = createCallAbort(call);
  try {
    return await attempts(call, host, send, abort);
  } finally {
    abort.release();
  }
}

async function attempts(call: UpstreamCall, host: string, send: Send, abort: CallAbort): Promise<unknown> {
  // True if any attempt sent it: a later one cannot undo that.
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
      const error = cause instanceof BrokenExchange ? brokenCall(cause, call, abort, { host, wasSent }) : cause;
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
