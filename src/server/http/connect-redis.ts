import type { FastifyInstance } from "fastify";
import type { Redis } from "ioredis";

/** Rate limits only help while Redis answers; calls do not wait for it. */
const REDIS_TIMEOUT_MS = 500;

/** Tries to connect before the first request comes in, and goes on trying for as long as the server runs. */
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
      scope.log.warn({ reason: error.code ?? error.name }, "Redis is away: rate limits are not counted");
    }
    isAway = true;
  });
  redis.on("ready", () => {
    isAway = false;
  });
  scope.addHook("onClose", async () => redis.disconnect());
  // The failure is in the log by now, and the endpoint starts all the same.
  await redis.connect().catch(() => undefined);
  return redis;
}
