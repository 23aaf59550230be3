import type { AuthInfo } from "@modelcontextprotocol/server";
import type { FastifyRequest } from "fastify";
import { readBearerKey } from "../key/api-key.ts";
import type { IdentifyKey, KeyIdentity } from "../key/key-identity.ts";
import { isChallenge, type Protection } from "../oauth/protect.ts";
import type { Access } from "../oauth/scopes.ts";
import { looksSealed } from "../oauth/seal.ts";
import { type Limits, refuseAddress } from "./limits.ts";
import type { Judge, Refusal } from "./refusal.ts";
import { refuseByChallenge, refuseKey } from "./refuse-key.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Set by `requireKey`. The token is the caller's Digistore24 API key: never log it. */
    authInfo: AuthInfo | null;
    /** Set together with `authInfo`: identifies the key without repeating it. */
    keyIdentity: KeyIdentity | null;
    /** Set at addresses that programs also reach by OAuth. */
    oauth: ProtectedRequest | null;
  }
}

/** A request at a protected resource. */
export interface ProtectedRequest {
  readonly protection: Protection;
  readonly resource: string;
  /** What the person has allowed, if the request came with an access token. */
  readonly access?: Access;
}

/** The resource of a request, if its address is protected. */
export type ProtectRequest = (request: FastifyRequest) => ProtectedRequest | undefined;

interface RequireKeyOptions {
  readonly limits: Limits;
  readonly identifyKey: IdentifyKey;
  /** Absent at addresses that only take keys. */
  readonly protect?: ProtectRequest | undefined;
  /** Whether access tokens exist here. If not, a text of their form is a key like any other. */
  readonly issuesTokens: boolean;
}

const BEARER = /^Bearer +(\S+)\s*$/i;

/** Takes the API key from `Authorization: Bearer <key>`, or out of an access token that was issued here. */
export function requireKey({ limits, identifyKey, protect, issuesTokens }: RequireKeyOptions): Judge {
  function accept(request: FastifyRequest, key: string): undefined {
    request.authInfo = { token: key, clientId: "", scopes: [] };
    request.keyIdentity = identifyKey(key);
  }

  return async (request) => {
    request.oauth = protect?.(request) ?? null;
    const header = request.headers.authorization;
    const token = BEARER.exec(header ?? "")?.[1] ?? "";
    if (issuesTokens && looksSealed(token)) {
      return openToken(request, token, accept);
    }
    const read = readBearerKey(header);
    if (read.key !== undefined) {
      return accept(request, read.key);
    }
    const isAskingForOAuth = header === undefined && request.oauth !== null;
    // An agent that begins to connect asks without a token first, and all users of a web agent share its addresses.
    const reached = isAskingForOAuth ? undefined : await limits.countRefusal(request);
    return reached ? refuseAddress(reached) : refuseHeader(request, header, read.mistake);
  };
}

async function openToken(
  request: FastifyRequest,
  token: string,
  accept: (request: FastifyRequest, key: string) => undefined,
): Promise<Refusal | undefined> {
  const { oauth } = request;
  if (oauth === null) {
    return refuseKey(request, "An access token is not read at this address. Send it to /mcp, or send an API key.");
  }
  const opened = await oauth.protection.open(`Bearer ${token}`, oauth.resource);
  if (isChallenge(opened)) {
    return refuseByChallenge(opened);
  }
  request.oauth = { ...oauth, access: opened.access };
  return accept(request, opened.key);
}

function refuseHeader(request: FastifyRequest, header: string | undefined, mistake: string | undefined): Refusal {
  const misshapen = mistake ?? "The Authorization header is not of this form.";
  const seen = header === undefined ? "There is no Authorization header." : misshapen;
  return refuseKey(request, `${seen} Send "Authorization: Bearer <your Digistore24 API key>".`);
}
