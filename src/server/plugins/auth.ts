import type { AuthInfo } from "@modelcontextprotocol/server";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { KeyCheck } from "../key-check.ts";
import type { IdentifyKey, KeyIdentity } from "../key-identity.ts";
import type { Limits } from "./limits.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Set by `requireKey`. The token is the caller's Digistore24 API key: never log it. */
    authInfo: AuthInfo | null;
    /** Set with it: what the key is told by. */
    keyIdentity: KeyIdentity | null;
  }
}

/** Nothing is assumed of a key but that it is one token of printable ASCII. */
const BEARER_PATTERN = /^Bearer +([\x21-\x7e]{1,200})$/i;
/** With these an agent connects; any later request has been through them. */
const CONNECTING_METHODS = new Set(["initialize", "server/discover"]);

/** Takes the API key from `Authorization: Bearer <key>`. */
export function requireKey(limits: Limits, identifyKey: IdentifyKey) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const header = request.headers.authorization;
    const key = BEARER_PATTERN.exec(header ?? "")?.[1];
    if (key === undefined) {
      const seen =
        header === undefined ? "There is no Authorization header" : "The Authorization header is not of this form";
      const message = `${seen}. Send "Authorization: Bearer <your Digistore24 API key>".`;
      return (await limits.countRefusal(request, reply)) ?? refuseKey(reply, message);
    }
    request.authInfo = { token: key, clientId: "", scopes: [] };
    request.keyIdentity = identifyKey(key);
    return undefined;
  };
}

/** Refuses a wrong key when the agent connects: an agent that lists tools looks connected to the person at it. */
export function refuseWrongKey(isRefused: KeyCheck, limits: Limits) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const messages = Array.isArray(request.body) ? request.body : [request.body];
    const connects = messages.some((message) => CONNECTING_METHODS.has((message as { method?: string })?.method ?? ""));
    if (!connects || !request.authInfo) {
      return undefined;
    }
    const refusal = await limits.checkRefusals(request, reply);
    if (refusal || !(await isRefused(request.authInfo.token))) {
      return refusal;
    }
    const message =
      "Digistore24 does not accept this API key. Check that it stands in the configuration completely, that it is active in Digistore24 (Settings > Account access > API keys), and that it has the rights it needs.";
    return (await limits.countRefusal(request, reply)) ?? refuseKey(reply, message);
  };
}

/** The challenge names no resource metadata: clients would go looking for an OAuth server that does not exist. */
function refuseKey(reply: FastifyReply, message: string): FastifyReply {
  return reply
    .code(401)
    .header("WWW-Authenticate", "Bearer")
    .send({ jsonrpc: "2.0", error: { code: -32001, message }, id: null });
}
