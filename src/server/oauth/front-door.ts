import type { FastifyInstance } from "fastify";
import type { Surfaces } from "../contract/surface.ts";
import type { IdentifyKey } from "../key/key-identity.ts";
import type { SharedRedis } from "../kit/shared-redis.ts";
import type { Digistore24Client } from "../upstream/upstream-call.ts";
import type { AuthorizeOptions } from "./authorize/authorize-options.ts";
import { authorizeRoutes } from "./authorize/authorize-routes.ts";
import { cardRoutes } from "./cards.ts";
import type { ClientDocuments } from "./clients/client-documents.ts";
import { createFindClient } from "./clients/find-client.ts";
import { trustRedirects } from "./clients/redirects.ts";
import { createRegistrar } from "./clients/registration.ts";
import { createDoorLimits } from "./door-limits.ts";
import { createOwnStore, createSharedStore } from "./grant-store.ts";
import { metadataRoutes } from "./metadata-routes.ts";
import { createOfferedTools } from "./offered.ts";
import { createProtection, type Protection } from "./protect.ts";
import { createSeal } from "./seal.ts";
import type { OAuthSettings } from "./settings.ts";
import type { KeyCollector } from "./tokens/collect-key.ts";
import type { IsKeyRefused } from "./tokens/exchange-code.ts";
import { deleteKey } from "./tokens/revoke.ts";
import { tokenRoutes } from "./tokens/token-routes.ts";

export interface FrontDoorOptions {
  readonly settings: OAuthSettings;
  readonly surfaces: Surfaces;
  readonly identifyKey: IdentifyKey;
  /** Checks keys, hands them over and deletes them. */
  readonly client: Digistore24Client;
  readonly documents: ClientDocuments;
  readonly isRefused: IsKeyRefused;
  /** Whether calls that move money ask a person first. */
  readonly confirms: boolean;
  readonly redis?: SharedRedis | undefined;
  /** In milliseconds since 1970. */
  readonly now: () => number;
  /** Waits before Digistore24 is asked again whether a person has decided. */
  readonly pause?: KeyCollector["pause"] | undefined;
}

/** The front door for web agents, which turns a seller's consent into tokens. */
export interface FrontDoor {
  readonly protection: Protection;
  /** Serves the documents and endpoints at the root of the origin. */
  routes(scope: FastifyInstance, countKeyCheck: AuthorizeOptions["countKeyCheck"]): Promise<void>;
}

export function createFrontDoor(options: FrontDoorOptions): FrontDoor {
  const { settings, surfaces, redis, now, client, identifyKey, confirms, documents, pause, isRefused } = options;
  const { publicUrl, developerKey, tokenDays, redirectHosts } = settings;
  const seal = createSeal(settings, now);
  const store = redis ? createSharedStore(redis, now) : createOwnStore(now);
  const isTrusted = trustRedirects(redirectHosts);
  const registrar = createRegistrar(seal, isTrusted, now);
  const offered = createOfferedTools(publicUrl, surfaces);
  const findClient = createFindClient(registrar, documents);
  const collector = developerKey === undefined ? undefined : { client, developerKey, pause, now };
  return {
    protection: createProtection({ seal, store }),
    routes: async (scope, countKeyCheck) => {
      const limits = await createDoorLimits(redis);
      cardRoutes(scope, publicUrl);
      scope.register(metadataRoutes, { publicUrl, offered });
      const dropKey = (key: string) => {
        return deleteKey({ client, log: scope.log }, key).catch((err: unknown) => {
          scope.log.warn({ err }, "a key that nobody got was not deleted at Digistore24");
        });
      };
      const issuer = { seal, store, tokenDays, collector, isRefused, limits, dropKey };
      scope.register(tokenRoutes, { issuer, registrar, limits, client });
      const authorize = { publicUrl, developerKey, seal, findClient, isTrusted, offered, confirms, limits };
      scope.register(authorizeRoutes, { ...authorize, countKeyCheck, client, identifyKey });
    },
  };
}
