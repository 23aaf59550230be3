import { createHash, timingSafeEqual } from "node:crypto";
import type { DoorLimits } from "../door-limits.ts";
import type { GrantStore } from "../grant-store.ts";
import { digest } from "../ids.ts";
import { OAuthRefusal } from "../oauth-refusal.ts";
import type { Seal } from "../seal.ts";
import { type CodeContent, openCode, USED_CODE_SECONDS } from "./code.ts";
import { collectKey, type KeyCollector } from "./collect-key.ts";
import { requiredOf, type TokenRequest } from "./token-request.ts";
import { type Grant, issueTokens, REFRESH_SECONDS, type TokenAnswer } from "./tokens.ts";

export interface TokenIssuer {
  readonly seal: Seal;
  readonly store: GrantStore;
  readonly tokenDays: number;
  /** Absent without a developer key. */
  readonly collector?: KeyCollector | undefined;
  readonly isRefused: IsKeyRefused;
  readonly limits: Pick<DoorLimits, "count" | "countGrant">;
  /** Deletes a key at Digistore24 that nobody will get. */
  readonly dropKey: (key: string) => Promise<void>;
}

/** Whether Digistore24 is known not to accept a key any more. */
export type IsKeyRefused = (key: string) => Promise<boolean>;

const VERIFIER = /^[\w.~-]{43,128}$/;
const WRONG_CODE = "The code is unknown, was used or has expired. Connect again.";

/**
 * Gives tokens for a code. A request that does not fit leaves the code usable; one that succeeds uses it up, and a
 * further one ends what it gave. `hasLeft` tells whether the program still waits for the answer.
 */
export async function exchangeCode(
  issuer: TokenIssuer,
  request: TokenRequest,
  hasLeft: () => boolean,
): Promise<TokenAnswer> {
  const { seal, store, limits } = issuer;
  const code = await openCode(seal, requiredOf(request, "code"));
  if (code === undefined) {
    await limits.count("token", requiredOf(request, "client_id"));
    throw new OAuthRefusal("invalid_grant", WRONG_CODE);
  }
  await limits.countGrant(code.grant);
  assertFits(code, request);
  if ((await store.use(code.grant, USED_CODE_SECONDS)) > 1) {
    await store.revoke(code.grant, REFRESH_SECONDS);
    throw new OAuthRefusal("invalid_grant", WRONG_CODE);
  }
  const grant = toGrant(code, await takeKey(issuer, code));
  // While Digistore24 was asked, the program may have given up, and may even have tried the code again.
  if (grant.isOwnKey && (hasLeft() || (await store.isRevoked(grant.grant)))) {
    await issuer.dropKey(grant.key);
    throw new OAuthRefusal("invalid_grant", WRONG_CODE);
  }
  return issueTokens(seal, { grant, tokenDays: issuer.tokenDays, refresh: code.refreshes ? {} : undefined });
}

function assertFits(code: CodeContent, request: TokenRequest): void {
  if (code.client !== digest(request["client_id"] ?? "")) {
    throw new OAuthRefusal("invalid_grant", "The code was issued to another client.");
  }
  if (request["redirect_uri"] !== undefined && request["redirect_uri"] !== code.redirectUri) {
    throw new OAuthRefusal("invalid_grant", "redirect_uri must be the one of the authorization request.");
  }
  if (request["resource"] !== undefined && request["resource"] !== code.resource) {
    throw new OAuthRefusal("invalid_target", "resource must be the one of the authorization request.");
  }
  if (!isVerifierOf(code.challenge, request["code_verifier"] ?? "")) {
    throw new OAuthRefusal("invalid_grant", "code_verifier does not fit the code_challenge.");
  }
}

function isVerifierOf(challenge: string, verifier: string): boolean {
  const expected = Buffer.from(challenge);
  const computed = Buffer.from(createHash("sha256").update(verifier).digest("base64url"));
  return VERIFIER.test(verifier) && expected.length === computed.length && timingSafeEqual(expected, computed);
}

async function takeKey({ collector, store }: TokenIssuer, { source, grant }: CodeContent): Promise<string> {
  if ("key" in source) {
    return source.key;
  }
  if (collector === undefined) {
    throw new OAuthRefusal("invalid_grant", "The operator has removed the developer key. Connect again.");
  }
  try {
    return await collectKey(collector, source.requestToken);
  } catch (error) {
    await store.giveBack(grant);
    throw error;
  }
}

function toGrant({ client, resource, access, grant, source }: CodeContent, key: string): Grant {
  return { key, audience: resource, client, access, grant, isOwnKey: "requestToken" in source };
}
