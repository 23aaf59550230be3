import type { FastifyRequest } from "fastify";
import type { Challenge } from "../oauth/protect.ts";
import type { Refusal } from "./refusal.ts";

const UNAUTHORIZED = 401;
export const WITHOUT_KEY = -32001;

/**
 * Only a protected resource names resource metadata. Elsewhere, clients would look for an OAuth server although their
 * key belongs in a header.
 */
export function refuseKey({ oauth }: Pick<FastifyRequest, "oauth">, message: string): Refusal {
  if (oauth?.isAdvertised !== true) {
    return refuseByChallenge({ status: UNAUTHORIZED, message, challenge: "Bearer" });
  }
  if (oauth.access !== undefined) {
    return refuseByChallenge(oauth.protection.refuseKey(oauth.resource, message));
  }
  const challenge = oauth.protection.challenge(oauth.resource);
  return refuseByChallenge({ status: UNAUTHORIZED, message, challenge });
}

export function refuseByChallenge({ status, message, challenge }: Challenge): Refusal {
  return { status, code: WITHOUT_KEY, message, headers: { "www-authenticate": challenge } };
}
