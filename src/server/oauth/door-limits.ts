import { createRateCounter, isExcess } from "../kit/rate-counter.ts";
import type { SharedRedis } from "../kit/shared-redis.ts";
import { digest } from "./ids.ts";
import { OAuthRefusal } from "./oauth-refusal.ts";

/** All users of a web agent share its client id and its addresses, so neither may be counted narrowly. */
const MAX_PER_CLIENT = 600;
const MAX_IN_TOTAL = 3000;

/** Counts requests to the endpoints that programs call, by client and in total. */
export interface DoorLimits {
  /** Throws an OAuthRefusal if there were too many within a minute. */
  count(endpoint: "token" | "register" | "revoke" | "authorize", client: string): Promise<void>;
}

export async function createDoorLimits(shared?: SharedRedis): Promise<DoorLimits> {
  const redis = await shared?.ready;
  const byClient = createRateCounter("oauth-client", MAX_PER_CLIENT, redis);
  const inTotal = createRateCounter("oauth", MAX_IN_TOTAL, redis);
  return {
    count: async (endpoint, client) => {
      const ofClient = await byClient.take(`${endpoint} ${digest(client)}`, 1);
      // What is refused to one client must not use up the total, or all others would be refused with it.
      const outcome = isExcess(ofClient) ? ofClient : await inTotal.take(endpoint, 1);
      if (isExcess(outcome)) {
        const { retryAfterSeconds } = outcome;
        const reason = `Too many requests. Retry after ${retryAfterSeconds} seconds.`;
        throw new OAuthRefusal("temporarily_unavailable", reason, { status: 429, retryAfterSeconds });
      }
    },
  };
}
