import { addressOf } from "../kit/address-of.ts";
import { createRateCounter, isExcess } from "../kit/rate-counter.ts";
import type { SharedRedis } from "../kit/shared-redis.ts";
import { digest } from "./ids.ts";
import { OAuthRefusal } from "./oauth-refusal.ts";

/** All users of a web agent share its client id and its addresses, so neither may be counted narrowly. */
export const MAX_PER_CLIENT = 600;
export const MAX_IN_TOTAL = 3000;

/** A code or a refresh token is used once a minute at most, apart from attempts that went wrong. */
export const MAX_PER_GRANT = 60;
/** Pages that a person, or an office with one address, opens. */
export const MAX_PER_ADDRESS = 300;

/** Limits requests to the front door. Each function throws an OAuthRefusal if there were too many within a minute. */
export interface DoorLimits {
  /** Counts a request that anybody can make, by client and in total. */
  count(endpoint: "token" | "register" | "revoke", client: string): Promise<void>;
  /** Counts a request with a code or token of a grant, which nobody can make up: others cannot use its limit up. */
  countGrant(grant: string): Promise<void>;
  /** Counts a visit of the consent page. It comes from a person's own browser, so its address counts. */
  countVisit(ip: string): Promise<void>;
}

export async function createDoorLimits(shared?: SharedRedis): Promise<DoorLimits> {
  const redis = await shared?.ready;
  const byClient = createRateCounter("oauth-client", MAX_PER_CLIENT, redis);
  const inTotal = createRateCounter("oauth", MAX_IN_TOTAL, redis);
  const byGrant = createRateCounter("oauth-grant", MAX_PER_GRANT, redis);
  const byAddress = createRateCounter("oauth-address", MAX_PER_ADDRESS, redis);
  return {
    count: async (endpoint, client) => {
      refuseExcess(await byClient.take(`${endpoint} ${digest(client)}`, 1));
      // Only now: what is refused to one client must not use up the total, or all others would be refused with it.
      refuseExcess(await inTotal.take(endpoint, 1));
    },
    countGrant: async (grant) => refuseExcess(await byGrant.take(grant, 1)),
    countVisit: async (ip) => refuseExcess(await byAddress.take(addressOf(ip), 1)),
  };
}

function refuseExcess(outcome: Parameters<typeof isExcess>[0]): void {
  if (isExcess(outcome)) {
    const { retryAfterSeconds } = outcome;
    const reason = `Too many requests. Retry after ${retryAfterSeconds} seconds.`;
    throw new OAuthRefusal("temporarily_unavailable", reason, { status: 429, retryAfterSeconds });
  }
}
