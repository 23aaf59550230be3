import { createMcpHandler, type McpHttpHandler, type McpServerFactory } from "@modelcontextprotocol/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { clientOfRequest, SESSION_HEADER, sessionIdFor } from "../call/client-info.ts";
import { readTraceParent } from "../call/trace-parent.ts";
import { ENDPOINT_PATHS, limitsOf, type Reach } from "../contract/endpoint-paths.ts";
import { readNarrowing, refuseQuery, UnclearNarrowingError } from "../contract/narrowing.ts";
import { type Surface, type Surfaces, UnknownNameError } from "../contract/surface.ts";
import type { KeyCheck } from "../key/key-check.ts";
import type { IdentifyKey } from "../key/key-identity.ts";
import type { KnownKeys } from "../key/known-keys.ts";
import { withoutKeys } from "../kit/caller-text.ts";
import { hideKey } from "../kit/hide-key.ts";
import { isLoopback } from "../kit/loopback.ts";
import type { RequestExtra } from "../mcp/mcp-server.ts";
import type { Digistore24Client } from "../upstream/digistore24-client.ts";
import { refuseOtherHosts } from "./allowed-names.ts";
import { requireKey } from "./auth.ts";
import { refuseMisshapenBatch } from "./check-messages.ts";
import { allowOrigins } from "./cors.ts";
import { hideKeyInRefusals } from "./hide-key-in-refusals.ts";
import { keyCheckForm } from "./key-check-form.ts";
import { createKeyGate } from "./key-gate.ts";
import { createLimits, type LimitOptions, type Limits, refuseMessages } from "./limits.ts";
import { pageRoutes } from "./page.ts";
import { type Judge, type Refusal, refuseBy, sendRefusal } from "./refusal.ts";
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
    const limits = await createLimits(scope, options.limits);
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

/** Stores the surface that path and headers ask for together with the key. Never falls back to a wider one. */
function chooseSurface(surfaces: Surfaces, reach: Reach): Judge {
  return (request) => {
    const path = { ...(request.params as { toolsets?: string }), ...limitsOf(reach) };
    const apiKey = request.authInfo?.token;
    try {
      // The path is read first and on its own: a mistake in it is reported as 404, one in a header as 400.
      surfaces.narrow(readNarrowing(path, []), apiKey);
    } catch (error) {
      return refuseNames(request, 404, error);
    }
    try {
      refuseQuery(request.query as Record<string, unknown>);
      addExtra(request, surfaces.narrow(readNarrowing(path, request.raw.rawHeaders, apiKey), apiKey));
      return undefined;
    } catch (error) {
      return refuseNames(request, 400, error);
    }
  };
}

function addExtra(request: FastifyRequest, surface: Surface): void {
  const { id, headers, authInfo, keyIdentity } = request;
  if (authInfo && keyIdentity) {
    const extra: RequestExtra = {
      nextRequestId: () => id,
      key: keyIdentity,
      surface,
      client: clientOfRequest(headers, authInfo.token),
      traceParent: readTraceParent(headers["traceparent"], authInfo.token),
    };
    authInfo.extra = { ...extra };
  }
}

function refuseNames(request: FastifyRequest, status: number, error: unknown): Refusal {
  if (!(error instanceof UnknownNameError || error instanceof UnclearNarrowingError)) {
    throw error;
  }
  return { status, code: -32600, message: hideKey(error.message, request.authInfo?.token ?? "") };
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
