import type { FastifyInstance } from "fastify";
import type { Redis } from "ioredis";

/** Short, because no call should wait for Redis. While it does not answer, rate limits are not enforced. */
const REDIS_TIMEOUT_MS = 500;

/** Tries to connect before the first request comes in, and keeps trying as long as the server runs. */
export async function connectRedis(scope: FastifyInstance, url: string): Promise<Redis> {
  const { Redis } = await import("ioredis");
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
      scope.log.warn({ reason: error.code ?? error.name }, "Redis is unavailable: rate limits are not counted");
    }
    isAway = true;
  });
  redis.on("ready", () => {
    isAway = false;
  });
  scope.addHook("onClose", async () => redis.disconnect());
  // The failure has been logged, and the endpoint starts anyway.
  await redis.connect().catch(() => undefined);
  return redis;
}
