import type { AuthInfo } from "@modelcontextprotocol/server";
import type { FastifyReply, FastifyRequest } from "fastify";

declare module "fastify" {
  interface FastifyRequest {
    /** Set by `requireKey`. The token is the caller's Digistore24 API key: never log it. */
    authInfo: AuthInfo | null;
  }
}

/** Nothing is assumed of a key but that it is one token of printable ASCII. */
const BEARER_PATTERN = /^Bearer +([\x21-\x7e]{1,200})$/i;

/**
 * Takes the API key from `Authorization: Bearer <key>`. The challenge names no resource metadata: clients would go
 * looking for an OAuth server that does not exist.
 */
export async function requireKey(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  const header = request.headers.authorization;
  const key = BEARER_PATTERN.exec(header ?? "")?.[1];
  if (key === undefined) {
    const seen =
      header === undefined ? "There is no Authorization header" : "The Authorization header is not of this form";
    const message = `${seen}. Send "Authorization: Bearer <your Digistore24 API key>".`;
    return reply
      .code(401)
      .header("WWW-Authenticate", "Bearer")
      .send({ jsonrpc: "2.0", error: { code: -32001, message }, id: null });
  }
  request.authInfo = { token: key, clientId: "", scopes: [], extra: { requestId: request.id } };
  return undefined;
}
