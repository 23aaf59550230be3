import { createMcpHandler, type McpHttpHandler, type McpServerFactory } from "@modelcontextprotocol/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { SESSION_HEADER, sessionIdFor } from "../call/client-info.ts";
import { ENDPOINT_PATHS } from "../contract/endpoint-paths.ts";
import type { Surfaces } from "../contract/surface.ts";
import type { KeyCheck } from "../key/key-check.ts";
import type { IdentifyKey } from "../key/key-identity.ts";
import type { KnownKeys } from "../key/known-keys.ts";
import { withoutKeys } from "../kit/caller-text.ts";
import { isLoopback } from "../kit/loopback.ts";
import type { Digistore24Client } from "../upstream/upstream-call.ts";
import { refuseOtherHosts } from "./allowed-names.ts";
import { requireKey } from "./auth.ts";
import { refuseMisshapenBatch } from "./check-messages.ts";
import { chooseSurface } from "./choose-surface.ts";
import { allowOrigins } from "./cors.ts";
import { hideKeyInRefusals } from "./hide-key-in-refusals.ts";
import { keyCheckForm } from "./key-check-form.ts";
import { createKeyGate } from "./key-gate.ts";
import { createLimits, type LimitOptions, type Limits, refuseMessages } from "./limits.ts";
import { pageRoutes } from "./page.ts";
import { type Judge, refuseBy, sendRefusal } from "./refusal.ts";
import { serveWeb } from "./serve-web.ts";
import { warnOfProxy } from "./warn-of-proxy.ts";

interface McpRouteOptions {
  readonly factory: McpServerFactory;
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
}

/** The MCP endpoint: POST only, one fresh server per request, both protocol eras. */
export function mcpRoutes(app: FastifyInstance, options: McpRouteOptions): void {
  const mcp = createMcpHandler(options.factory, {
    onerror: (error) => {
      app.log.debug({ reason: withoutKeys(error.message, "") }, "mcp request refused");
    },
  });
  const handler = hideKeyInRefusals(mcp);
  app.decorateRequest("authInfo", null);
  app.decorateRequest("keyIdentity", null);
  app.register(async (scope) => {
    addHostCheck(scope, options);
    warnOfProxy(scope, options.trustedProxies);
    const limits = await createLimits(options.limits);
    const { surfaces, keyClient, identifyKey } = options;
    scope.register(keyCheckForm, { surfaces, client: keyClient, identifyKey, limits });
    scope.register(async (endpoint) => endpointRoutes(endpoint, options, limits, handler));
  });
  app.addHook("onClose", () => handler.close());
}

async function endpointRoutes(
  scope: FastifyInstance,
  options: McpRouteOptions,
  limits: Limits,
  handler: McpHttpHandler,
): Promise<void> {
  await allowOrigins(scope, options.allowedOrigins);
  const { surfaces, keyCheck: check, knownKeys: known, identifyKey } = options;
  const onRequest = refuseBy([requireKey(limits, identifyKey)]);
  const passKey = createKeyGate({ known, check, limits });
  for (const { url, reach } of ENDPOINT_PATHS) {
    // The key is checked before it is counted, so nothing is stored for made-up keys.
    const judges = [refuseMisshapenBatch, chooseSurface(surfaces, reach), passKey, countMessages(limits)];
    const preHandler = refuseBy(judges);
    scope.post(url, { onRequest, preHandler }, (request, reply) => serveRequest(request, reply, handler));
    scope.delete(url, (_, reply) => refuseMethod(reply));
  }
  pageRoutes(scope, { surfaces: options.surfaces, refuse: refuseMethod });
}

function countMessages(limits: Limits): Judge {
  return async (request) => {
    const reached = await limits.countMessages(request);
    return reached && refuseMessages(reached);
  };
}

function addHostCheck(scope: FastifyInstance, { host, allowedHosts }: McpRouteOptions): void {
  const own = isLoopback(host) ? [host] : [];
  if (own.length > 0 || allowedHosts.length > 0) {
    scope.addHook("onRequest", refuseOtherHosts([...own, ...allowedHosts]));
  } else {
    scope.log.warn(`HOST is ${host} and ALLOWED_HOSTS is empty: requests for any host name are served`);
  }
}

function serveRequest(request: FastifyRequest, reply: FastifyReply, handler: McpHttpHandler): Promise<void> {
  reply.raw.setHeader("x-request-id", request.id);
  const sessionId = sessionIdFor(request.body, request.authInfo?.token ?? "");
  if (sessionId !== undefined) {
    reply.raw.setHeader(SESSION_HEADER, sessionId);
  }
  return serveWeb(request, reply, handler);
}

/** Stateless: there is no stream to open and no session to delete. */
function refuseMethod(reply: FastifyReply): FastifyReply {
  const message = "This is an MCP endpoint: send JSON-RPC by POST. There are no sessions to open or delete.";
  return sendRefusal(reply, { status: 405, code: -32000, message, headers: { allow: "POST" } });
}
