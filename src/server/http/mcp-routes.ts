import { createMcpHandler, type McpHttpHandler, type McpServerFactory } from "@modelcontextprotocol/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { SESSION_HEADER, sessionIdFor } from "../call/client-info.ts";
import { ENDPOINT_PATHS, type EndpointPath } from "../contract/endpoint-paths.ts";
import type { Surfaces } from "../contract/surface.ts";
import type { KeyCheck } from "../key/key-check.ts";
import type { IdentifyKey } from "../key/key-identity.ts";
import type { KnownKeys } from "../key/known-keys.ts";
import { withoutKeys } from "../kit/caller-text.ts";
import { hideKeyLike } from "../kit/hide-key.ts";
import { isLoopback } from "../kit/loopback.ts";
import { agentHosts } from "../oauth/clients/redirects.ts";
import type { FrontDoor } from "../oauth/front-door.ts";
import { OAUTH_ENDPOINT, RESOURCE_PATHS, resourceOf } from "../oauth/resources.ts";
import type { OAuthSettings } from "../oauth/settings.ts";
import type { Digistore24Client } from "../upstream/upstream-call.ts";
import { refuseOtherHosts } from "./allowed-names.ts";
import { type ProtectRequest, requireKey } from "./auth.ts";
import { refuseMisshapenBatch } from "./check-messages.ts";
import { chooseSurface } from "./choose-surface.ts";
import { allowOrigins } from "./cors.ts";
import { hideKeyInRefusals } from "./hide-key-in-refusals.ts";
import { keyCheckForm } from "./key-check-form.ts";
import { createKeyGate } from "./key-gate.ts";
import { createLane, type Lane } from "./lane/lane.ts";
import { createLimits, type LimitOptions, type Limits, refuseMessages } from "./limits.ts";
import { assetRoutes, pageRoutes } from "./page.ts";
import { type Judge, refuseBy, sendRefusal } from "./refusal.ts";
import { serveWeb } from "./serve-web.ts";
import { warnOfProxy } from "./warn-of-proxy.ts";

interface McpRouteOptions {
  readonly factory: McpServerFactory;
  /** Absent if every request is left to the SDK's handler. */
  readonly lane?: { readonly streamAfterMs?: number | undefined } | undefined;
  readonly surfaces: Surfaces;
  /** Absent if the operator has turned off the check of keys. */
  readonly keyCheck?: KeyCheck | undefined;
  readonly knownKeys: KnownKeys;
  readonly host: string;
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly limits: LimitOptions;
  readonly identifyKey: IdentifyKey;
  /** Used by the page to check a key. */
  readonly keyClient: Digistore24Client;
  /** Absent unless the operator has switched on the connection of web agents. */
  readonly oauth?: OAuthRouteOptions | undefined;
}

interface OAuthRouteOptions {
  readonly door: FrontDoor;
  readonly settings: OAuthSettings;
}

/** The MCP endpoint: POST only, one fresh server per request, both protocol eras. */
export function mcpRoutes(app: FastifyInstance, options: McpRouteOptions): void {
  const mcp = createMcpHandler(options.factory, {
    onerror: (error) => {
      app.log.debug({ reason: withoutKeys(error.message, "") }, "mcp request refused");
    },
  });
  const handler = hideKeyInRefusals(mcp);
  const lane = options.lane && createLane({ factory: options.factory, ...options.lane });
  app.decorateRequest("authInfo", null);
  app.decorateRequest("keyIdentity", null);
  app.decorateRequest("oauth", null);
  app.register(async (scope) => {
    addHostCheck(scope, options);
    warnOfProxy(scope, options.trustedProxies);
    const limits = await createLimits(options.limits);
    const { surfaces, keyClient, identifyKey, oauth } = options;
    assetRoutes(scope);
    scope.register(keyCheckForm, { surfaces, client: keyClient, identifyKey, limits, oauth: oauth?.settings });
    scope.register(async (endpoint) => endpointRoutes(endpoint, options, limits, { handler, lane }));
    if (options.oauth) {
      await options.oauth.door.routes(
        scope,
        async (request) => (await limits.countRefusal(request))?.retryAfterSeconds,
      );
    }
  });
  app.addHook("onClose", () => handler.close());
}

async function endpointRoutes(
  scope: FastifyInstance,
  options: McpRouteOptions,
  limits: Limits,
  ways: Ways,
): Promise<void> {
  const { surfaces, keyCheck: check, knownKeys: known, identifyKey, oauth } = options;
  await allowOrigins(scope, [...options.allowedOrigins, ...(oauth ? agentHosts(oauth.settings.redirectHosts) : [])]);
  const passKey = createKeyGate({ known, check, limits });
  for (const path of ENDPOINT_PATHS) {
    const { url, reach } = path;
    const protect = oauth && protectionOf(path, oauth);
    const onRequest = refuseBy([requireKey({ limits, identifyKey, protect })]);
    // The key is checked before it is counted, so nothing is stored for made-up keys.
    const judges = [refuseMisshapenBatch, chooseSurface(surfaces, reach), passKey, countMessages(limits)];
    const preHandler = refuseBy(judges);
    scope.post(url, { onRequest, preHandler }, (request, reply) => serveRequest(request, reply, ways));
    scope.delete(url, (_, reply) => refuseMethod(reply));
  }
  pageRoutes(scope, { surfaces, oauth: oauth?.settings, refuse: refuseMethod });
}

function countMessages(limits: Limits): Judge {
  return async (request) => {
    const reached = await limits.countMessages(request);
    return reached && refuseMessages(reached);
  };
}

/**
 * The protected resource of a request. The addresses without `/mcp` are for keys and advertise nothing, but a token for
 * the same part works there too: an agent that was given the shorter address finds its way even so.
 */
function protectionOf(path: EndpointPath, { door, settings }: OAuthRouteOptions): ProtectRequest {
  const isAddressForTokens = RESOURCE_PATHS.includes(path);
  return ({ params }) => {
    const { toolsets } = params as { toolsets?: string };
    const resource = resourceOf(settings.publicUrl, { ...path, endpoint: OAUTH_ENDPOINT }, toolsets);
    // A challenge names the resource, and a key that somebody has put into the address would be in it.
    const isAdvertised = isAddressForTokens && hideKeyLike(resource) === resource;
    return { protection: door.protection, resource, isAdvertised };
  };
}

function addHostCheck(scope: FastifyInstance, { host, allowedHosts, oauth }: McpRouteOptions): void {
  const own = isLoopback(host) ? [host] : [];
  if (own.length > 0 || allowedHosts.length > 0) {
    const published = oauth ? [new URL(oauth.settings.publicUrl).hostname] : [];
    scope.addHook("onRequest", refuseOtherHosts([...own, ...published, ...allowedHosts]));
  } else {
    scope.log.warn(`HOST is ${host} and ALLOWED_HOSTS is empty: requests for any host name are served`);
  }
}

/** The two ways to answer a request. */
interface Ways {
  readonly lane: Lane | undefined;
  readonly handler: McpHttpHandler;
}

async function serveRequest(request: FastifyRequest, reply: FastifyReply, { lane, handler }: Ways): Promise<void> {
  reply.raw.setHeader("x-request-id", request.id);
  const sessionId = sessionIdFor(request.body, request.authInfo?.token ?? "");
  if (sessionId !== undefined) {
    reply.raw.setHeader(SESSION_HEADER, sessionId);
  }
  if (!(await lane?.(request, reply))) {
    await serveWeb(request, reply, handler);
  }
}

/** Stateless: there is no stream to open and no session to delete. */
function refuseMethod(reply: FastifyReply): FastifyReply {
  const message = "This is an MCP endpoint: send JSON-RPC by POST. There are no sessions to open or delete.";
  return sendRefusal(reply, { status: 405, code: -32000, message, headers: { allow: "POST" } });
}
