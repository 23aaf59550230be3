import { setTimeout as wait } from "node:timers/promises";
import { NOTHING_CHANGED } from "../contract/confirm-level.ts";
import { CallError } from "../kit/errors.ts";
import type { SharedRedis } from "../kit/shared-redis.ts";
import type { Seal } from "./seal.ts";

/** The result of the call, or of the call that has used up the confirmation; undefined if that one is not known. */
export type UseResult<T> =
  | { readonly isReplay: false; readonly value: T }
  | { readonly isReplay: true; readonly value: T | undefined };

/** Remembers which confirmations were used, so that each carries out its call once. */
export interface UsedConfirmations<T> {
  /**
   * Runs the call if the id is new, or if all earlier results left it `unused`. While a run with the same id is in progress,
   * waits for its result instead.
   */
  once(id: string, run: () => Promise<T>, isUnused: (value: T) => boolean): Promise<UseResult<T>>;
}

const NAME = "digistore24-mcp:confirmation";
/** Longer than a confirmation is valid and its call can take. */
const KEPT_SECONDS = 30 * 60;
const MAX_KEPT = 10_000;
const PENDING = "pending";
/** In front of a result that left the confirmation unused. A sealed text cannot begin with it. */
const UNUSED = "!";
/** Claims an id that is new or unused, in one step: no two calls can claim the same. */
const CLAIM = `
  local kept = redis.call("GET", KEYS[1])
  if kept and string.sub(kept, 1, 1) ~= "${UNUSED}" then
    return 0
  end
  redis.call("SET", KEYS[1], ARGV[1], "EX", ARGV[2])
  return 1`;
const LOOK_AGAIN_MS = 250;
/** A call that takes longer than this is reported as not yet finished. */
const MAX_LOOKS = 4 * 90;

export function createOwnConfirmations<T>(): UsedConfirmations<T> {
  const kept = new Map<string, { readonly value: Promise<T>; readonly untilMs: number }>();
  return {
    once: async (id, run, isUnused) => {
      const first = kept.get(id);
      if (first) {
        const value = await first.value;
        return { isReplay: !isUnused(value), value };
      }
      forgetOld(kept);
      const running = run();
      kept.set(id, { value: running, untilMs: Date.now() + KEPT_SECONDS * 1000 });
      const value = await running;
      if (isUnused(value)) {
        kept.delete(id);
      }
      return { isReplay: false, value };
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
    once: async (id, run, isUnused) => {
      const redis = await ready;
      const key = `${NAME}:${id}`;
      const claimed = await redis.eval(CLAIM, 1, key, PENDING, KEPT_SECONDS).catch(() => {
        throw new CallError("operator", "nothing was sent. Redis, which remembers the confirmations, is unavailable", {
          advice: `Tell the user: money is moved again as soon as Redis is back. ${NOTHING_CHANGED}`,
        });
      });
      if (claimed !== 1) {
        return firstResult<T>(redis, key, seal);
      }
      const value = await run();
      const text = `${isUnused(value) ? UNUSED : ""}${seal.close(value, key)}`;
      // The call has run: a result that cannot be kept must not look like a failure.
      await redis.set(key, text, "EX", KEPT_SECONDS).catch(() => undefined);
      return { isReplay: false, value };
    },
  };
}

async function firstResult<T>(redis: Awaited<SharedRedis["ready"]>, key: string, seal: Seal): Promise<UseResult<T>> {
  for (let look = 0; look < MAX_LOOKS; look++) {
    const text = await redis.get(key).catch(() => null);
    if (text !== PENDING) {
      return text === null ? { isReplay: true, value: undefined } : openResult<T>(text, key, seal);
    }
    await wait(LOOK_AGAIN_MS);
  }
  return { isReplay: true, value: undefined };
}

function openResult<T>(text: string, key: string, seal: Seal): UseResult<T> {
  const isUnused = text.startsWith(UNUSED);
  const value = seal.open(isUnused ? text.slice(UNUSED.length) : text, key) as T | undefined;
  return isUnused && value !== undefined ? { isReplay: false, value } : { isReplay: true, value };
}
