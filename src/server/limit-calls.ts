import pLimit, { type LimitFunction } from "p-limit";
import type { Digistore24Client, UpstreamCall } from "./digistore24-client.ts";
import { CallError } from "./errors.ts";

/** An agent waits this long for its turn and is then told to come back. */
export const LONGEST_WAIT_MS = 10_000;
const RETRY_AFTER_SECONDS = 5;

export interface CallLimits {
  /** Calls under way for all keys together. As many again may wait. */
  readonly total: number;
  /** Calls under way for one key. */
  readonly perKey: number;
  /** Calls of one key that may wait for the others. */
  readonly waitingPerKey: number;
}

export interface LimitedClient extends Digistore24Client {
  /** Calls that wait for their turn. */
  readonly waiting: () => number;
}

interface KeyQueue {
  readonly run: LimitFunction;
  /** Calls of the key that are under way or waiting; the queue is forgotten with the last. */
  calls: number;
}

/** Bounds the calls under way: one key cannot take what all the others need, and the API is not flooded. */
export function limitCalls(client: Digistore24Client, limits: CallLimits): LimitedClient {
  const { total, perKey, waitingPerKey } = limits;
  const all = pLimit(total);
  // By the key itself: a queue lasts no longer than the calls that hold the key anyway.
  const queues = new Map<string, KeyQueue>();
  let waiting = 0;

  function enter(apiKey: string): KeyQueue {
    const queue = queues.get(apiKey) ?? { run: pLimit(perKey), calls: 0 };
    if (queue.calls >= perKey + waitingPerKey) {
      throw busy(`${queue.calls} calls with this API key are under way already`);
    }
    // Who does not wait behind its own key's calls would wait behind everybody's.
    if (queue.calls < perKey && all.pendingCount >= total) {
      throw busy("the calls of all users together are at their limit");
    }
    queues.set(apiKey, queue);
    queue.calls++;
    return queue;
  }

  async function call(request: UpstreamCall): Promise<unknown> {
    const queue = enter(request.apiKey);
    const turn = startTurn(request.signal);
    waiting++;
    const task = queue.run(() =>
      all(() => {
        waiting--;
        turn.begin();
        return client.call(request);
      }),
    );
    try {
      return await Promise.race([task, turn.missed]);
    } finally {
      void task
        .catch(() => undefined)
        .finally(() => {
          queue.calls--;
          if (queue.calls === 0) {
            queues.delete(request.apiKey);
          }
        });
    }
  }

  return { call, close: () => client.close(), waiting: () => waiting };
}

/** A call's wait for its turn: ends with `begin`, or when patience or the caller is gone. Then nothing may be sent any more. */
function startTurn(caller: AbortSignal | undefined): { begin: () => void; missed: Promise<never> } {
  let missedBecause: CallError | undefined;
  let begin = () => undefined;
  const missed = new Promise<never>((_, reject) => {
    const miss = (reason: string) => {
      missedBecause = busy(reason);
      reject(missedBecause);
    };
    const leave = () => miss("the caller was gone before its turn came");
    const timer = setTimeout(() => miss(`no turn came within ${LONGEST_WAIT_MS / 1000} seconds`), LONGEST_WAIT_MS);
    caller?.addEventListener("abort", leave);
    begin = () => {
      clearTimeout(timer);
      caller?.removeEventListener("abort", leave);
      if (missedBecause) {
        throw missedBecause;
      }
      return undefined;
    };
  });
  return { begin: () => begin(), missed };
}

function busy(reason: string): CallError {
  return new CallError(
    "busy",
    `this server is busy: ${reason}. Nothing was sent. Retry after ${RETRY_AFTER_SECONDS} seconds`,
  );
}
