import type { FastifyBaseLogger } from "fastify";
import { CallError } from "../../kit/errors.ts";
import type { Digistore24Client } from "../../upstream/upstream-call.ts";
import type { DoorLimits } from "../door-limits.ts";
import type { GrantStore } from "../grant-store.ts";
import { digest } from "../ids.ts";
import { OAuthRefusal } from "../oauth-refusal.ts";
import type { Seal } from "../seal.ts";
import { requiredOf, type TokenRequest } from "./token-request.ts";
import { openAccessToken, openRefreshToken, REFRESH_SECONDS } from "./tokens.ts";

const TIMEOUT_MS = 8_000;

/** Digistore24 does not accept the key any more, so there is nothing left to delete. */
const IS_GONE = "key";
/** A key that may only read cannot delete itself, and another attempt would not help. */
const IS_KEPT = "permission";

interface Revoker {
  readonly seal: Seal;
  readonly store: GrantStore;
  readonly limits: Pick<DoorLimits, "count" | "countGrant">;
  readonly client: Digistore24Client;
  readonly log: FastifyBaseLogger;
}

/**
 * Ends a grant with all of its tokens (RFC 7009). A key that Digistore24 made for this grant is deleted there if it has
 * full access, so that no instance and no restart brings the grant back. A token that does not open needs no revoking.
 */
export async function revokeToken({ seal, store, limits, ...rest }: Revoker, request: TokenRequest): Promise<void> {
  const token = requiredOf(request, "token");
  const grant = (await openRefreshToken(seal, token)) ?? (await openAccessToken(seal, token));
  if (grant === undefined) {
    return limits.count("revoke", request["client_id"] ?? "");
  }
  await limits.countGrant(grant.grant);
  if (request["client_id"] !== undefined && digest(request["client_id"]) !== grant.client) {
    throw new OAuthRefusal("unauthorized_client", "The token was issued to another client.");
  }
  await store.revoke(grant.grant, REFRESH_SECONDS);
  if (grant.isOwnKey) {
    await deleteKey(rest, grant.key);
  }
}

/** Deletes a key that Digistore24 made for one grant. Throws an OAuthRefusal if another attempt may help. */
export async function deleteKey({ client, log }: Pick<Revoker, "client" | "log">, key: string): Promise<void> {
  try {
    await client.call({ path: "/unregister", args: {}, apiKey: key, timeoutMs: TIMEOUT_MS, isRead: false });
  } catch (error) {
    if (!(error instanceof CallError)) {
      throw error;
    }
    if (error.kind === IS_KEPT) {
      log.warn("tokens are revoked, but Digistore24 did not delete their key: it may only read");
    } else if (error.kind !== IS_GONE) {
      const reason = "The tokens are revoked here, but Digistore24 did not delete the key. Try again.";
      throw new OAuthRefusal("temporarily_unavailable", reason, { status: 503, retryAfterSeconds: 30, cause: error });
    }
  }
}
