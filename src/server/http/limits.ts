import type { FastifyRequest } from "fastify";
import { addressOf } from "../kit/address-of.ts";
import { createRateCounter, type Excess, isExcess, type Reservation } from "../kit/rate-counter.ts";
import type { SharedRedis } from "../kit/shared-redis.ts";
import type { Refusal } from "./refusal.ts";

const TOO_MANY_REQUESTS = 429;
const LIMIT_REACHED = -32000;

export interface LimitOptions {
  /** Messages per minute; 0 means no limit. */
  readonly perKey: number;
  /** Refusals per minute; 0 means no limit. */
  readonly perAddress: number;
  readonly redis?: SharedRedis | undefined;
}

/** A limit that a request exceeds, before it is turned into a refusal. */
export interface LimitReached extends Excess {
  readonly what: string;
}

/** Counts per key, and per address if the key is missing or wrong, so nobody can try out keys quickly. */
export interface Limits {
  readonly perAddress: number;
  /** Counts the messages of a request towards its key: all of them, or none if there are too many. */
  countMessages(request: FastifyRequest): Promise<LimitReached | undefined>;
  /** Counts a request that is about to be refused, or a key that is checked on the page. */
  countRefusal(request: FastifyRequest): Promise<LimitReached | undefined>;
  /** Counts requests as refused before their key is known to be good. The reservation can be given back if it is. */
  reserveRefusals(request: FastifyRequest, count: number): Promise<Reservation | LimitReached>;
}

export async function createLimits(options: LimitOptions): Promise<Limits> {
  const redis = await options.redis?.ready;
  const ofKey = createRateCounter("key", options.perKey, redis);
  const ofAddress = createRateCounter("address", options.perAddress, redis);
  const reserveRefusals: Limits["reserveRefusals"] = async ({ ip }, count) => {
    const outcome = await ofAddress.take(addressOf(ip), count);
    return isExcess(outcome) ? { what: "refused requests and key checks from this address", ...outcome } : outcome;
  };
  return {
    perAddress: options.perAddress,
    countMessages: async ({ keyIdentity, body }) => {
      const outcome = await ofKey.take(keyIdentity?.fingerprint ?? "", countMessages(body));
      return isExcess(outcome) ? { what: "requests with this API key", ...outcome } : undefined;
    },
    countRefusal: async (request) => {
      const outcome = await reserveRefusals(request, 1);
      return isLimitReached(outcome) ? outcome : undefined;
    },
    reserveRefusals,
  };
}

export function isLimitReached(outcome: object): outcome is LimitReached {
  return "what" in outcome;
}

export function countMessages(body: unknown): number {
  return Array.isArray(body) ? body.length : 1;
}

export function refuseMessages({ what, max, retryAfterSeconds }: LimitReached): Refusal {
  return refuse(`Too many ${what}: at most ${max} a minute are served.`, retryAfterSeconds);
}

export function refuseAddress({ what, max, retryAfterSeconds }: LimitReached): Refusal {
  const passing = "Meanwhile, only API keys that Digistore24 has recently accepted are served.";
  return refuse(`Too many ${what}: at most ${max} a minute are allowed. ${passing}`, retryAfterSeconds);
}

function refuse(reason: string, retryAfterSeconds: number): Refusal {
  return {
    status: TOO_MANY_REQUESTS,
    code: LIMIT_REACHED,
    message: `${reason} Nothing was sent. Retry after ${retryAfterSeconds} seconds.`,
    headers: { "retry-after": retryAfterSeconds },
  };
}
