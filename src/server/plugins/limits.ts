import rateLimit, { normalizeIP } from "@fastify/rate-limit";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Redis } from "ioredis";

const WINDOW_MS = 60_000;
const TOO_MANY_REQUESTS = 429;
/** Rate limits only help while Redis answers; calls do not wait for it. */
const REDIS_TIMEOUT_MS = 500;
/** One user of IPv6 has at least this much of it. */
const IPV6_PREFIX = 64;
const MOST_CALLERS_COUNTED = 10_000;

export interface LimitOptions {
  /** Messages a minute; 0 is without limit. */
  readonly perKey: number;
  /** Refusals a minute; 0 is without limit. */
  readonly perAddress: number;
  readonly redisUrl?: string | undefined;
}

/** Where not said otherwise, each answers a request that is over its limit and returns the reply, or returns undefined. */
export interface Limits {
  /** Counts the messages of a request that has a key. */
  countMessages(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined>;
  /** Counts a request that is about to be refused. */
  countRefusal(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined>;
  /** Whether too many requests of this address were refused already. */
  checkRefusals(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined>;
  /** Counts a key that is tried, right or wrong, as a refusal. Answers nothing: gives the seconds to wait if there are too many. */
  countKeyTrial(request: FastifyRequest): Promise<number | undefined>;
}

type Limiter = ReturnType<FastifyInstance["createRateLimit"]>;

/** Counts per key; and per address what has no key, or a wrong one, so that nobody can try out keys at speed. */
export async function createLimits(scope: FastifyInstance, options: LimitOptions): Promise<Limits> {
  const redis = options.redisUrl === undefined ? undefined : await connectRedis(scope, options.redisUrl);
  // Where Redis is away calls go on uncounted: an outage of the counter should not become one of the endpoint.
  const shared = { timeWindow: WINDOW_MS, skipOnError: true };
  await scope.register(rateLimit, { ...shared, global: false, cache: MOST_CALLERS_COUNTED, ...(redis && { redis }) });
  const ofKey = scope.createRateLimit({
    ...shared,
    max: options.perKey,
    keyGenerator: ({ keyIdentity }) => `key:${keyIdentity?.fingerprint}`,
  });
  const ofAddress = scope.createRateLimit({
    ...shared,
    max: options.perAddress,
    keyGenerator: ({ ip }) => `address:${normalizeIP(ip, IPV6_PREFIX)}`,
  });
  const withoutKey = "requests without a valid API key from this address";
  return {
    countMessages: async (request, reply) => {
      const messages = Array.isArray(request.body) ? Math.max(1, request.body.length) : 1;
      let refusal: FastifyReply | undefined;
      for (let message = 0; message < messages && !refusal && options.perKey > 0; message++) {
        refusal = await refuseAbove(ofKey, request, reply, "requests with this API key");
      }
      return refusal;
    },
    countRefusal: async (request, reply) =>
      options.perAddress === 0 ? undefined : refuseAbove(ofAddress, request, reply, withoutKey),
    checkRefusals: async (request, reply) =>
      options.perAddress === 0 ? undefined : refuseAbove(ofAddress, request, reply, withoutKey, { increment: false }),
    countKeyTrial: async (request) =>
      options.perAddress === 0 ? undefined : (await excessOf(ofAddress, request))?.ttlInSeconds,
  };
}

async function refuseAbove(
  limiter: Limiter,
  request: FastifyRequest,
  reply: FastifyReply,
  what: string,
  options?: { increment: boolean },
): Promise<FastifyReply | undefined> {
  const excess = await excessOf(limiter, request, options);
  if (excess === undefined) {
    return undefined;
  }
  const message = `Too many ${what}: ${excess.max} a minute are served. Nothing was sent. Retry after ${excess.ttlInSeconds} seconds.`;
  return reply
    .code(TOO_MANY_REQUESTS)
    .header("Retry-After", excess.ttlInSeconds)
    .send({ jsonrpc: "2.0", error: { code: -32000, message }, id: null });
}

async function excessOf(limiter: Limiter, request: FastifyRequest, options?: { increment: boolean }) {
  const verdict = await limiter(request, options);
  return verdict.isAllowed || !verdict.isExceeded ? undefined : verdict;
}

/** Tries to connect before the first request comes in, and goes on trying for as long as the server runs. */
async function connectRedis(scope: FastifyInstance, url: string): Promise<Redis> {
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
  // A failure has been told by then, and is no reason not to start.
  await redis.connect().catch(() => undefined);
  return redis;
}
