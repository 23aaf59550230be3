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
    /** Set with it: what the key is told by. */
    keyIdentity: KeyIdentity | null;
  }
}

/** Takes the API key from `Authorization: Bearer <key>`. */
export function requireKey(limits: Limits, identifyKey: IdentifyKey): Judge {
  return async (request) => {
    const header = request.headers.authorization;
    const key = readBearerKey(header);
    if (key !== undefined) {
      request.authInfo = { token: key, clientId: "", scopes: [] };
      request.keyIdentity = identifyKey(key);
      return undefined;
    }
    const seen =
      header === undefined ? "There is no Authorization header" : "The Authorization header is not of this form";
    const reached = await limits.countRefusal(request);
    return reached
      ? refuseAddress(reached)
      : refuseKey(`${seen}. Send "Authorization: Bearer <your Digistore24 API key>".`);
  };
}
