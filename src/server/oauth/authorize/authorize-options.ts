import type { FastifyRequest } from "fastify";
import type { IdentifyKey } from "../../key/key-identity.ts";
import type { Digistore24Client } from "../../upstream/upstream-call.ts";
import type { FindClient } from "../clients/find-client.ts";
import type { TrustRedirect } from "../clients/redirects.ts";
import type { DoorLimits } from "../door-limits.ts";
import type { OfferedTools } from "../offered.ts";
import type { Seal } from "../seal.ts";

/** What the steps of an authorization need. */
export interface AuthorizeOptions {
  readonly publicUrl: string;
  /** With it, people agree at Digistore24. */
  readonly developerKey: string | undefined;
  readonly seal: Seal;
  readonly findClient: FindClient;
  readonly isTrusted: TrustRedirect;
  readonly offered: OfferedTools;
  /** Whether calls that move money ask a person first. */
  readonly confirms: boolean;
  readonly limits: DoorLimits;
  /** Counts a key that is about to be checked. Returns the seconds to wait if there were too many. */
  readonly countKeyCheck: (request: FastifyRequest) => Promise<number | undefined>;
  readonly client: Digistore24Client;
  readonly identifyKey: IdentifyKey;
}
