import type { FastifyRequest } from "fastify";
import type { Challenge } from "../oauth/protect.ts";
import type { RefusalReason } from "../watch/refusal-log.ts";
import type { Refusal } from "./refusal.ts";

const UNAUTHORIZED = 401;
export const WITHOUT_KEY = -32001;

/**
 * Only a protected resource names resource metadata. Elsewhere, clients would look for an OAuth server although their
 * key belongs in a header.
 */
export function refuseKey(
  { oauth }: Pick<FastifyRequest, "oauth">,
  message: string,
  reason: RefusalReason | undefined,
): Refusal {
  if (oauth?.isAdvertised !== true) {
    return refuseByChallenge({ status: UNAUTHORIZED, message, challenge: "Bearer" }, reason);
  }
  if (oauth.access !== undefined) {
    return refuseByChallenge(oauth.protection.refuseKey(oauth.resource, message), reason);
  }
  const challenge = oauth.protection.challenge(oauth.resource);
  return refuseByChallenge({ status: UNAUTHORIZED, message, challenge }, reason);
}

export function refuseByChallenge(
  { status, message, challenge }: Challenge,
  reason: RefusalReason | undefined,
): Refusal {
  return { status, code: WITHOUT_KEY, message, reason, headers: { "www-authenticate": challenge } };
}
