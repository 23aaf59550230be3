import {
  type AuthInfo,
  bearerAuthChallengeResponse,
  OAuthError,
  OAuthErrorCode,
  verifyBearerToken,
} from "@modelcontextprotocol/server";
import type { GrantStore } from "./grant-store.ts";
import { digest } from "./ids.ts";
import { metadataUrlOf } from "./resources.ts";
import { type Access, RESOURCE_SCOPES, scopesOf } from "./scopes.ts";
import type { Seal } from "./seal.ts";
import { openAccessToken } from "./tokens/tokens.ts";

const INVALID_TOKEN = "The access token is unknown, was revoked or has expired. Connect again.";

/** A refused request at a protected resource. */
export interface Challenge {
  readonly status: number;
  readonly message: string;
  /** The value of `WWW-Authenticate`. */
  readonly challenge: string;
}

/** An opened access token: the key in it, and what the person allowed. */
export interface OpenedToken {
  readonly key: string;
  readonly access: Access;
}

/** The resource server's half: opens access tokens and tells programs where to get one. */
export interface Protection {
  /** The challenge of a request that comes without a token and without a key. */
  challenge(resource: string): string;
  /** Opens the token of an Authorization header for one resource. */
  open(header: string, resource: string): Promise<OpenedToken | Challenge>;
  /** For a token whose key Digistore24 does not accept any more. */
  refuseKey(resource: string, message: string): Challenge;
  /** For a call that needs the scope `write`. */
  refuseScope(resource: string, message: string): Challenge;
}

export function isChallenge(outcome: OpenedToken | Challenge): outcome is Challenge {
  return "challenge" in outcome;
}

export function createProtection({ seal, store }: { readonly seal: Seal; readonly store: GrantStore }): Protection {
  const verifyAccessToken = async (text: string): Promise<AuthInfo> => {
    const token = await openAccessToken(seal, text);
    if (token === undefined || (await store.isRevoked(token.grant))) {
      throw new OAuthError(OAuthErrorCode.InvalidToken, INVALID_TOKEN);
    }
    const { key, client, access, audience, exp } = token;
    return {
      token: digest(text),
      clientId: client,
      scopes: scopesOf(access),
      expiresAt: exp,
      resource: new URL(audience),
      extra: { key, access } satisfies OpenedToken,
    };
  };
  return {
    challenge: (resource) => {
      return `Bearer resource_metadata="${metadataUrlOf(resource)}", scope="${RESOURCE_SCOPES.join(" ")}"`;
    },
    open: async (header, resource) => {
      try {
        const options = { verifier: { verifyAccessToken }, expectedResource: new URL(resource) };
        return (await verifyBearerToken(header, options)).extra as unknown as OpenedToken;
      } catch (error) {
        return toChallenge(error, resource);
      }
    },
    refuseKey: (resource, message) => toChallenge(new OAuthError(OAuthErrorCode.InvalidToken, message), resource),
    refuseScope: (resource, message) =>
      toChallenge(new OAuthError(OAuthErrorCode.InsufficientScope, message), resource),
  };
}

function toChallenge(error: unknown, resource: string): Challenge {
  if (!(error instanceof OAuthError)) {
    throw error;
  }
  const resourceMetadataUrl = metadataUrlOf(resource);
  const response = bearerAuthChallengeResponse(error, { requiredScopes: [...RESOURCE_SCOPES], resourceMetadataUrl });
  return {
    status: response.status,
    message: error.message,
    challenge: response.headers.get("www-authenticate") ?? "",
  };
}
