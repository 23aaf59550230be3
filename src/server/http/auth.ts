import type { AuthInfo } from "@modelcontextprotocol/server";
import { readBearerKey } from "../key/api-key.ts";
import type { IdentifyKey, KeyIdentity } from "../key/key-identity.ts";
import { type Limits, refuseAddress } from "./limits.ts";
import type { Judge } from "./refusal.ts";
import { refuseKey } from "./refuse-key.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Set by `requireKey`. The token is the caller's Digistore24 API key: never log it. */
    authInfo: AuthInfo | null;
    /** Set together with `authInfo`: identifies the key without repeating it. */
    keyIdentity: KeyIdentity | null;
  }
}

/** Takes the API key from `Authorization: Bearer <key>`. */
export function requireKey(limits: Limits, identifyKey: IdentifyKey): Judge {
  return async (request) => {
    const header = request.headers.authorization;
    const read = readBearerKey(header);
    if (read.key !== undefined) {
      request.authInfo = { token: read.key, clientId: "", scopes: [] };
      request.keyIdentity = identifyKey(read.key);
      return undefined;
    }
    const misshapen = read.mistake ?? "The Authorization header is not of this form.";
    const seen = header === undefined ? "There is no Authorization header." : misshapen;
    const reached = await limits.countRefusal(request);
    return reached
      ? refuseAddress(reached)
      : refuseKey(`${seen} Send "Authorization: Bearer <your Digistore24 API key>".`);
  };
}
