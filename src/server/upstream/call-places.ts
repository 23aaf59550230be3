import { CallError } from "../kit/errors.ts";

const RETRY_AFTER_SECONDS = 5;

export interface CallLimits {
  /** Calls in progress for all keys together. The same number may wait. */
  readonly total: number;
  /** Calls in progress for one key. */
  readonly perKey: number;
  /** Calls of one key that may wait for the others. */
  readonly waitingPerKey: number;
}

/** The number of calls of one key. */
interface KeyCalls {
  readonly running: number;
  readonly waiting: number;
}

interface Waiter {
  readonly apiKey: string;
  readonly begin: () => void;
}

interface Places {
  /** Takes a place if one is free, and returns whether it did. */
  take(apiKey: string): boolean;
  /** Waits for a place; the waiter begins when it has one. Returns a function that leaves the queue. Throws if the queue is full. */
  enqueue(waiter: Waiter): () => void;
  giveBack(apiKey: string): void;
  waiting(): number;
}

export function createPlaces({ total, perKey, waitingPerKey }: CallLimits): Places {
  const counts = createCounts();
  /** The key with the fewest calls in progress goes first; if there are several, the call that has waited longest. */
  const waiters = new Set<Waiter>();
  const hasPlace = (apiKey: string) => counts.running() < total && counts.of(apiKey).running < perKey;

  return {
    take: (apiKey) => {
      const isFree = hasPlace(apiKey);
      if (isFree) {
        counts.change(apiKey, { running: 1, waiting: 0 });
      }
      return isFree;
    },
    enqueue: (waiter) => {
      refuseTooMany(counts.of(waiter.apiKey), counts.all(), { total, perKey, waitingPerKey });
      waiters.add(waiter);
      counts.change(waiter.apiKey, { running: 0, waiting: 1 });
      return () => {
        if (waiters.delete(waiter)) {
          counts.change(waiter.apiKey, { running: 0, waiting: -1 });
        }
      };
    },
    giveBack: (apiKey) => {
      counts.change(apiKey, { running: -1, waiting: 0 });
      const [next] = [...waiters]
        .filter((waiter) => hasPlace(waiter.apiKey))
        .toSorted((a, b) => counts.of(a.apiKey).running - counts.of(b.apiKey).running);
      if (next) {
        waiters.delete(next);
        counts.change(next.apiKey, { running: 1, waiting: -1 });
        next.begin();
      }
    },
    waiting: () => waiters.size,
  };
}

interface Counts {
  of(apiKey: string): KeyCalls;
  all(): readonly KeyCalls[];
  /** The calls of all keys together. */
  running(): number;
  change(apiKey: string, by: KeyCalls): void;
}

function createCounts(): Counts {
  // By the key itself: an entry is removed with the last call, and calls hold the key anyway.
  const keys = new Map<string, KeyCalls>();
  let total = 0;
  const of = (apiKey: string) => keys.get(apiKey) ?? { running: 0, waiting: 0 };
  return {
    of,
    all: () => [...keys.values()],
    running: () => total,
    change: (apiKey, by) => {
      const calls = { running: of(apiKey).running + by.running, waiting: of(apiKey).waiting + by.waiting };
      total += by.running;
      if (calls.running + calls.waiting === 0) {
        keys.delete(apiKey);
      } else {
        keys.set(apiKey, calls);
      }
    },
  };
}

/** A call waits either for its own key's limit or for the total limit, and each of these queues has its own bound. */
function refuseTooMany({ running, waiting }: KeyCalls, all: readonly KeyCalls[], limits: CallLimits): void {
  const { total, perKey, waitingPerKey } = limits;
  if (running + waiting >= perKey + waitingPerKey) {
    throw busy(`this API key has reached its limit of calls: ${running} in progress, ${waiting} waiting`);
  }
  const waitingForTotal = all.reduce((sum, calls) => sum + Math.min(calls.waiting, perKey - calls.running), 0);
  if (running + waiting < perKey && waitingForTotal >= total) {
    throw busy("all users together have reached the limit of calls");
  }
}

export function busy(reason: string): CallError {
  return new CallError(
    "busy",
    `this server is busy: ${reason}. Nothing was sent. Retry after ${RETRY_AFTER_SECONDS} seconds`,
  );
}
