import type { Redis } from "ioredis";
import { LRUCache } from "lru-cache";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";

const WINDOW_SECONDS = 60;
const MAX_CALLERS_COUNTED = 10_000;

/** Points that a caller has taken and can give back. */
export interface Reservation {
  readonly giveBack: () => Promise<void>;
}

/** A limit that is used up. */
export interface Excess {
  readonly max: number;
  readonly retryAfterSeconds: number;
}

/** Counts for each caller in windows of a minute. */
interface RateCounter {
  /** Takes all of the points or none of them. */
  take(caller: string, points: number): Promise<Reservation | Excess>;
}

const NOTHING_TAKEN: Reservation = { giveBack: async () => undefined };

export function isExcess(outcome: Reservation | Excess): outcome is Excess {
  return "retryAfterSeconds" in outcome;
}

/** Allows `max` points per minute; 0 means no limit. Instances that share a Redis count together. */
export function createRateCounter(name: string, max: number, redis?: Redis): RateCounter {
  if (max === 0) {
    return { take: async () => NOTHING_TAKEN };
  }
  const options = { points: max, duration: WINDOW_SECONDS, keyPrefix: `digistore24-mcp:${name}` };
  const limiter = redis
    ? new RateLimiterRedis({ ...options, storeClient: redis, rejectIfRedisNotReady: true })
    : forgetful(new RateLimiterMemory(options));
  return { take: (caller, points) => take(limiter, max, caller, points) };
}

interface Limiter {
  consume(caller: string, points: number): Promise<RateLimiterRes>;
  reward(caller: string, points: number): Promise<RateLimiterRes>;
}

async function take(limiter: Limiter, max: number, caller: string, points: number): Promise<Reservation | Excess> {
  try {
    const { msBeforeNext } = await limiter.consume(caller, points);
    const endsAt = Date.now() + msBeforeNext;
    // In the next window these points are no longer taken.
    return { giveBack: async () => (Date.now() < endsAt ? giveBack(limiter, caller, points) : undefined) };
  } catch (outcome) {
    if (outcome instanceof RateLimiterRes) {
      await giveBack(limiter, caller, points);
      return { max, retryAfterSeconds: Math.max(1, Math.ceil(outcome.msBeforeNext / 1000)) };
    }
    // Redis is unavailable. The endpoint must keep working without the counter.
    return NOTHING_TAKEN;
  }
}

async function giveBack(limiter: Limiter, caller: string, points: number): Promise<void> {
  // Redis is unavailable: points that cannot be counted need not be given back either.
  await limiter.reward(caller, points).catch(() => undefined);
}

/** Limits the library's memory: requests can come from any number of addresses. */
function forgetful(limiter: RateLimiterMemory): Limiter {
  const callers = new LRUCache<string, true>({
    max: MAX_CALLERS_COUNTED,
    dispose: (_, caller, reason) => {
      if (reason === "evict") {
        void limiter.delete(caller);
      }
    },
  });
  return {
    consume: (caller, points) => {
      if (!callers.get(caller)) {
        callers.set(caller, true);
      }
      return limiter.consume(caller, points);
    },
    reward: (caller, points) => limiter.reward(caller, points),
  };
}
