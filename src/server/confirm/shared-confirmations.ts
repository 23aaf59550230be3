import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { NOTHING_CHANGED } from "../contract/confirm-level.ts";
import { CallError } from "../kit/errors.ts";
import type { SharedRedis } from "../kit/shared-redis.ts";
import type { Seal } from "./seal.ts";
import { ID_BYTES, KEPT_SECONDS, type UsedConfirmations, type UseResult } from "./used-confirmations.ts";

const NAME = "digistore24-mcp:confirmation";
const ISSUED = "issued";
const PENDING = "pending";
/** In front of a result that left the confirmation unused. A sealed text cannot begin with it. */
const UNUSED = "!";
/**
 * Identifies the memory: a Redis that was restarted, or that has taken over from another one, may have missed a use. It is
 * empty if Redis does not tell.
 */
const MEMORY = `
  local info = redis.pcall("INFO", "server")
  local run = type(info) == "string" and string.match(info, "run_id:(%w+)") or ""
  local memory = string.sub(run, 1, 12)`;
/** Keeps the id, so that one that Redis has lost since is not taken for a new one. */
const ISSUE = `${MEMORY}
  redis.call("SET", KEYS[1], ARGV[1], "EX", ARGV[2])
  return memory`;
/** Claims an id that was issued or left unused, in one step: no two calls can claim the same. */
const CLAIM = `${MEMORY}
  local kept = redis.call("GET", KEYS[1])
  if not kept or memory ~= ARGV[3] then
    return "unknown"
  end
  if kept ~= "${ISSUED}" and string.sub(kept, 1, 1) ~= "${UNUSED}" then
    return "used"
  end
  redis.call("SET", KEYS[1], ARGV[1], "EX", ARGV[2])
  return "claimed"`;
const LOOK_AGAIN_MS = 250;
/** A call that takes longer than this is reported as not yet finished. */
const MAX_LOOKS = 4 * 90;

/** Shared by instances. A result is sealed, because it can contain personal data. */
export function createSharedConfirmations<T>({ ready }: SharedRedis, seal: Seal): UsedConfirmations<T> {
  return {
    issue: async () => {
      const redis = await ready;
      const id = randomBytes(ID_BYTES).toString("base64url");
      const memory = await redis.eval(ISSUE, 1, `${NAME}:${id}`, ISSUED, KEPT_SECONDS).catch(refuseWithoutRedis);
      return `${id}.${memory}`;
    },
    once: async (id, run, isUnused) => {
      const redis = await ready;
      const [name, memory = ""] = id.split(".");
      const key = `${NAME}:${name}`;
      const claim = await redis.eval(CLAIM, 1, key, PENDING, KEPT_SECONDS, memory).catch(refuseWithoutRedis);
      if (claim !== "claimed") {
        return claim === "used" ? firstResult<T>(redis, key, seal) : "unknown";
      }
      const value = await run();
      const text = `${isUnused(value) ? UNUSED : ""}${seal.close(value, key)}`;
      // The call has run: a result that cannot be kept must not look like a failure.
      await redis.set(key, text, "EX", KEPT_SECONDS).catch(() => undefined);
      return { isReplay: false, value };
    },
  };
}

function refuseWithoutRedis(): never {
  throw new CallError("operator", "nothing was sent. Redis, which remembers the confirmations, is unavailable", {
    advice: `Tell the user: money is moved again as soon as Redis is back. ${NOTHING_CHANGED}`,
  });
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
