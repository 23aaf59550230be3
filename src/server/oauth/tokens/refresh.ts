import { digest } from "../ids.ts";
import { OAuthRefusal } from "../oauth-refusal.ts";
import { areWithin, readScopes, shrinkAccess } from "../scopes.ts";
import type { TokenIssuer } from "./exchange-code.ts";
import { requiredOf, type TokenRequest } from "./token-request.ts";
import {
  grantOf,
  issueTokens,
  openRefreshToken,
  REFRESH_SECONDS,
  type RefreshToken,
  type TokenAnswer,
} from "./tokens.ts";

/** A program whose answer got lost may try again once. */
const MAX_USES = 2;
/** Several windows of a program may refresh the same token at once. */
export const MAX_USES_AT_ONCE = 10;
export const AT_ONCE_SECONDS = 60;
const WRONG_TOKEN = "The refresh token is unknown, was used, was revoked or has expired. Connect again.";
/** Otherwise a program would refresh after each 401, and never ask the person again. */
const DEAD_KEY = "Digistore24 does not accept the API key of this connection any more. Connect again.";

/**
 * Gives new tokens for a refresh token, which rotates. The previous one may be used once more until a successor is
 * used. Any further use, or the use of both successors, means that two parties have it, so everything of the grant ends.
 */
export async function refreshTokens(issuer: TokenIssuer, request: TokenRequest): Promise<TokenAnswer> {
  const { seal, store, tokenDays, limits } = issuer;
  const token = await openRefreshToken(seal, requiredOf(request, "refresh_token"));
  if (token === undefined) {
    await limits.count("token", requiredOf(request, "client_id"));
    throw new OAuthRefusal("invalid_grant", WRONG_TOKEN);
  }
  await limits.countGrant(token.grant);
  if (await store.isRevoked(token.grant)) {
    throw new OAuthRefusal("invalid_grant", WRONG_TOKEN);
  }
  assertFits(token, request);
  if (await issuer.isRefused(token.key)) {
    throw new OAuthRefusal("invalid_grant", DEAD_KEY);
  }
  if (await isHeldByTwo(issuer, token)) {
    await store.revoke(token.grant, REFRESH_SECONDS);
    throw new OAuthRefusal("invalid_grant", WRONG_TOKEN);
  }
  const scopes = readScopes(request["scope"] ?? "");
  const access = scopes.length === 0 ? token.access : shrinkAccess(token.access, scopes);
  return issueTokens(seal, { grant: grantOf(token), access, refresh: { previous: token.id }, tokenDays });
}

/** Counts the use of a token. One party repeats it within bounds, and goes on with only one of the successors it got. */
async function isHeldByTwo({ store }: TokenIssuer, { id, previous }: RefreshToken): Promise<boolean> {
  const uses = await store.use(id, REFRESH_SECONDS);
  const usesAtOnce = await store.use(`at-once-${id}`, AT_ONCE_SECONDS);
  if (await store.isUsed(successorOf(id))) {
    return true;
  }
  if (uses > 1) {
    const isAtOnce = usesAtOnce === uses && uses <= MAX_USES_AT_ONCE;
    return uses > MAX_USES && !isAtOnce;
  }
  return previous !== undefined && (await store.use(successorOf(previous), REFRESH_SECONDS)) > 1;
}

/** Stands for whichever successor of a token its party goes on with. */
function successorOf(id: string): string {
  return `successor-of-${id}`;
}

function assertFits(token: RefreshToken, request: TokenRequest): void {
  if (token.client !== digest(request["client_id"] ?? "")) {
    throw new OAuthRefusal("invalid_grant", "The refresh token was issued to another client.");
  }
  if (request["resource"] !== undefined && request["resource"] !== token.audience) {
    throw new OAuthRefusal("invalid_target", "resource must be the one of the authorization request.");
  }
  if (!areWithin(readScopes(request["scope"] ?? ""), token.access)) {
    throw new OAuthRefusal("invalid_scope", "scope must not hold more than the person agreed to.");
  }
}
