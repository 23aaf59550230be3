import type { Redis } from "ioredis";
import { LRUCache } from "lru-cache";
import type { SharedRedis } from "../kit/shared-redis.ts";

/** Remembers which codes and refresh tokens were used and which grants were revoked: ids, never keys. */
export interface GrantStore {
  /** Counts a use of an id. Returns how many there were, with this one. Throws if that cannot be counted. */
  use(id: string, keptSeconds: number): Promise<number>;
  /** Whether an id was used. Throws if that cannot be found out. */
  isUsed(id: string): Promise<boolean>;
  /** Takes back a use that came to nothing. */
  giveBack(id: string): Promise<void>;
  /** Ends every token of a grant. */
  revoke(grant: string, keptSeconds: number): Promise<void>;
  isRevoked(grant: string): Promise<boolean>;
}

/** The store is away, so it is not known whether a code was used before. */
export class StoreUnavailableError extends Error {
  override readonly name = "StoreUnavailableError";
}

const MAX_KEPT = 100_000;

/** For one instance. It forgets everything with the process. */
export function createOwnStore(now: () => number): GrantStore {
  const clock = { perf: { now }, ttlResolution: 0 };
  const uses = new LRUCache<string, number>({ max: MAX_KEPT, ...clock });
  const revoked = new LRUCache<string, true>({ max: MAX_KEPT, ...clock });
  return {
    use: async (id, keptSeconds) => {
      const count = (uses.get(id) ?? 0) + 1;
      uses.set(id, count, { ttl: keptSeconds * 1000 });
      return count;
    },
    isUsed: async (id) => uses.has(id),
    giveBack: async (id) => {
      uses.set(id, Math.max(0, (uses.get(id) ?? 0) - 1), { noUpdateTTL: true });
    },
    revoke: async (grant, keptSeconds) => void revoked.set(grant, true, { ttl: keptSeconds * 1000 }),
    isRevoked: async (grant) => revoked.has(grant),
  };
}

const PREFIX = "digistore24-mcp:oauth";

/** Shared by instances. What this one has revoked stays revoked while Redis is away. */
export function createSharedStore({ ready }: SharedRedis, now: () => number): GrantStore {
  const own = createOwnStore(now);
  const ask = async <T>(question: (redis: Redis) => Promise<T>): Promise<T> => {
    try {
      return await question(await ready);
    } catch {
      throw new StoreUnavailableError("Redis is unavailable");
    }
  };
  return {
    use: (id, keptSeconds) =>
      ask(async (redis) => {
        const count = await redis.incr(`${PREFIX}:used:${id}`);
        await redis.expire(`${PREFIX}:used:${id}`, keptSeconds);
        return count;
      }),
    isUsed: (id) => ask(async (redis) => (await redis.exists(`${PREFIX}:used:${id}`)) === 1),
    // If Redis is away now, the id stays used, which is the safe side.
    giveBack: async (id) => void (await (await ready).decr(`${PREFIX}:used:${id}`).catch(() => undefined)),
    revoke: async (grant, keptSeconds) => {
      await own.revoke(grant, keptSeconds);
      await (await ready).set(`${PREFIX}:revoked:${grant}`, "1", "EX", keptSeconds).catch(() => undefined);
    },
    isRevoked: async (grant) => {
      const isRevokedHere = await own.isRevoked(grant);
      // A connection that worked a moment ago must not end because Redis restarts.
      return isRevokedHere || (await (await ready).exists(`${PREFIX}:revoked:${grant}`).catch(() => 0)) === 1;
    },
  };
}
