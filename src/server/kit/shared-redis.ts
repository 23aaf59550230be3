import type { Redis } from "ioredis";

/** Short, because no call should wait for Redis. */
const REDIS_TIMEOUT_MS = 500;

/** The store that several instances share. */
export interface SharedRedis {
  /** Resolves even if Redis cannot be reached: its commands then fail at once until it is back. */
  readonly ready: Promise<Redis>;
  close(): Promise<void>;
}

interface RedisLog {
  warn(facts: object, message: string): void;
  info(message: string): void;
}

/** Tries to connect, and keeps trying as long as the server runs. */
export function openRedis(url: string, log: RedisLog): SharedRedis {
  const ready = connect(url, log);
  return { ready, close: async () => (await ready).disconnect() };
}

async function connect(url: string, log: RedisLog): Promise<Redis> {
  const {
    default: { Redis },
  } = await import("ioredis");
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: REDIS_TIMEOUT_MS,
    commandTimeout: REDIS_TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
  });
  let isAway = false;
  redis.on("error", (error: NodeJS.ErrnoException) => {
    if (!isAway) {
      log.warn(
        { reason: error.code ?? error.name },
        "Redis is unavailable: rate limits are not counted, and calls that ask first are refused",
      );
    }
    isAway = true;
  });
  redis.on("ready", () => {
    if (isAway) {
      log.info("Redis is available again: rate limits are counted, and calls can ask first");
    }
    isAway = false;
  });
  // The failure has been logged, and the endpoint starts anyway.
  await redis.connect().catch(() => undefined);
  return redis;
}
