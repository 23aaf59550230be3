import type { AuthInfo } from "@modelcontextprotocol/server";
import type { FastifyRequest } from "fastify";
import { readBearerKey } from "../key/api-key.ts";
import type { IdentifyKey, KeyIdentity } from "../key/key-identity.ts";
import { isChallenge, type Protection } from "../oauth/protect.ts";
import type { Access } from "../oauth/scopes.ts";
import { looksSealed } from "../oauth/seal.ts";
import type { RefusalReason } from "../watch/refusal-log.ts";
import { type Limits, refuseAddress } from "./limits.ts";
import type { Judge, Refusal } from "./refusal.ts";
import { refuseByChallenge, refuseKey } from "./refuse-key.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Set by `requireKey`. The token is the caller's Digistore24 API key: never log it. */
    authInfo: AuthInfo | null;
    /** Set together with `authInfo`: identifies the key without repeating it. */
    keyIdentity: KeyIdentity | null;
    /** Set if programs can also come by OAuth. */
    oauth: ProtectedRequest | null;
  }
}

/** A request at a protected resource. */
export interface ProtectedRequest {
  readonly protection: Protection;
  readonly resource: string;
  /** Whether refusals say where a program gets a token. */
  readonly isAdvertised: boolean;
  /** What the person has allowed, if the request came with an access token. */
  readonly access?: Access;
}

/** The resource of a request. */
export type ProtectRequest = (request: FastifyRequest) => ProtectedRequest;

interface RequireKeyOptions {
  readonly limits: Limits;
  readonly identifyKey: IdentifyKey;
  /** Absent if no access tokens exist here. A text of their form is then a key like any other. */
  readonly protect?: ProtectRequest | undefined;
}

const BEARER = /^Bearer +(\S+)\s*$/i;

/** Takes the API key from `Authorization: Bearer <key>`, or out of an access token that was issued here. */
export function requireKey({ limits, identifyKey, protect }: RequireKeyOptions): Judge {
  function accept(request: FastifyRequest, key: string): undefined {
    request.authInfo = { token: key, clientId: "", scopes: [] };
    request.keyIdentity = identifyKey(key);
  }

  async function acceptToken(request: FastifyRequest, oauth: ProtectedRequest, token: string) {
    const opened = await oauth.protection.open(`Bearer ${token}`, oauth.resource);
    if (isChallenge(opened)) {
      return oauth.isAdvertised ? refuseByChallenge(opened, "token") : refuseKey(request, opened.message, "token");
    }
    request.oauth = { ...oauth, access: opened.access };
    return accept(request, opened.key);
  }

  async function refuse(request: FastifyRequest, mistake: string | undefined): Promise<Refusal> {
    const { headers, oauth } = request;
    const isAskingForOAuth = headers.authorization === undefined && oauth?.isAdvertised === true;
    // An agent that begins to connect asks without a token first, and all users of a web agent share its addresses.
    const reached = isAskingForOAuth ? undefined : await limits.countRefusal(request);
    const reason = isAskingForOAuth ? undefined : "no_key";
    return reached ? refuseAddress(reached) : refuseHeader(request, mistake, reason);
  }

  return async (request) => {
    const header = request.headers.authorization;
    request.oauth = protect?.(request) ?? null;
    if (request.oauth) {
      const token = BEARER.exec(header ?? "")?.[1] ?? "";
      if (looksSealed(token)) {
        return acceptToken(request, request.oauth, token);
      }
    }
    const read = readBearerKey(header);
    return read.key === undefined ? refuse(request, read.mistake) : accept(request, read.key);
  };
}

function refuseHeader(
  request: FastifyRequest,
  mistake: string | undefined,
  reason: RefusalReason | undefined,
): Refusal {
  const misshapen = mistake ?? "The Authorization header is not of this form.";
  const seen = request.headers.authorization === undefined ? "There is no Authorization header." : misshapen;
  return refuseKey(request, `${seen} Send "Authorization: Bearer <your Digistore24 API key>".`, reason);
}
