import { setTimeout as wait } from "node:timers/promises";
import { NOTHING_CHANGED } from "../contract/confirm-level.ts";
import { CallError } from "../kit/errors.ts";
import type { SharedRedis } from "../kit/shared-redis.ts";
import type { Seal } from "./seal.ts";

/** The first result of a confirmation, or that it is only being carried out. */
export type FirstResult<T> =
  | { readonly isFirst: true; readonly value: T }
  | { readonly isFirst: false; readonly value: T | undefined };

/** Remembers which confirmations were used, so that each carries out its call once. */
export interface UsedConfirmations<T> {
  /** Runs the call if the id is new. Otherwise waits for the result of the run that came first. */
  once(id: string, run: () => Promise<T>): Promise<FirstResult<T>>;
}

const NAME = "digistore24-mcp:confirmation";
/** Longer than a confirmation is valid and its call can take. */
const KEPT_SECONDS = 30 * 60;
const MAX_KEPT = 10_000;
const PENDING = "pending";
const LOOK_AGAIN_MS = 250;
/** A call that takes longer than this is reported as not yet finished. */
const MAX_LOOKS = 4 * 90;

export function createOwnConfirmations<T>(): UsedConfirmations<T> {
  const kept = new Map<string, { readonly value: Promise<T>; readonly untilMs: number }>();
  return {
    once: async (id, run) => {
      const first = kept.get(id);
      if (first) {
        return { isFirst: false, value: await first.value };
      }
      forgetOld(kept);
      const value = run();
      kept.set(id, { value, untilMs: Date.now() + KEPT_SECONDS * 1000 });
      return { isFirst: true, value: await value };
    },
  };
}

/** Forgetting an id that is still valid would let it run again, so a full memory refuses. */
function forgetOld(kept: Map<string, { readonly untilMs: number }>): void {
  for (const [id, { untilMs }] of kept) {
    if (untilMs > Date.now()) {
      break;
    }
    kept.delete(id);
  }
  if (kept.size >= MAX_KEPT) {
    throw new CallError("busy", "nothing was sent. Too many confirmations were used in the last half hour", {
      advice: `Try again later. ${NOTHING_CHANGED}`,
    });
  }
}

/** Shared by instances. A result is sealed, because it can contain personal data. */
export function createSharedConfirmations<T>({ ready }: SharedRedis, seal: Seal): UsedConfirmations<T> {
  return {
    once: async (id, run) => {
      const redis = await ready;
      const key = `${NAME}:${id}`;
      const claimed = await redis.set(key, PENDING, "EX", KEPT_SECONDS, "NX").catch(() => {
        throw new CallError("operator", "nothing was sent. Redis, which remembers the confirmations, is unavailable", {
          advice: `Tell the user: money is moved again as soon as Redis is back. ${NOTHING_CHANGED}`,
        });
      });
      if (claimed !== "OK") {
        return { isFirst: false, value: await firstValue<T>(redis, key, seal) };
      }
      const value = await run();
      // The call has run: a result that cannot be kept must not look like a failure.
      await redis.set(key, seal.close(value, key), "EX", KEPT_SECONDS).catch(() => undefined);
      return { isFirst: true, value };
    },
  };
}

async function firstValue<T>(redis: Awaited<SharedRedis["ready"]>, key: string, seal: Seal): Promise<T | undefined> {
  for (let look = 0; look < MAX_LOOKS; look++) {
    const text = await redis.get(key).catch(() => null);
    if (text !== PENDING) {
      return text === null ? undefined : (seal.open(text, key) as T | undefined);
    }
    await wait(LOOK_AGAIN_MS);
  }
  return undefined;
}
