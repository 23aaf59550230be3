import { hostHeaderValidation, originValidation } from "@modelcontextprotocol/fastify";
import { type NodeIncomingMessageLike, type NodeServerResponseLike, toNodeHandler } from "@modelcontextprotocol/node";
import {
  createMcpHandler,
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  type McpServerFactory,
} from "@modelcontextprotocol/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { clientOfRequest, SESSION_HEADER, sessionIdFor } from "../client-info.ts";
import { hideKey } from "../hide-key.ts";
import type { KeyCheck } from "../key-check.ts";
import type { RequestExtra } from "../mcp-server.ts";
import { readNarrowing, UnclearHeaderError } from "../narrowing.ts";
import { type Surface, type Surfaces, UnknownNameError } from "../surface.ts";
import { readTraceParent } from "../trace-parent.ts";
import { refuseWrongKey, requireKey } from "./auth.ts";
import { createLimits, type LimitOptions } from "./limits.ts";

/** The vendor publishes the root; most MCP servers use `/mcp`. Both are the endpoint, and both have the same parts. */
const ENDPOINTS = ["/", "/mcp"];
const PARTS: readonly { readonly suffix: string; readonly isReadOnly: boolean }[] = [
  { suffix: "", isReadOnly: false },
  { suffix: "readonly", isReadOnly: true },
  { suffix: "x/:toolsets", isReadOnly: false },
  { suffix: "x/:toolsets/readonly", isReadOnly: true },
];
const LOOPBACK_HOSTS = new Set(["127.0.0.1", "localhost", "::1"]);

export interface McpRouteOptions {
  readonly factory: McpServerFactory;
  readonly surfaces: Surfaces;
  /** Absent where the operator does not want keys tried. */
  readonly keyCheck?: KeyCheck | undefined;
  readonly host: string;
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  readonly limits: LimitOptions;
}

/** The MCP endpoint: POST only, one fresh server per request, both protocol eras. */
export function mcpRoutes(app: FastifyInstance, options: McpRouteOptions): void {
  const handler = createMcpHandler(options.factory, {
    onerror: (error) => {
      app.log.debug({ reason: error.message }, "mcp request refused");
    },
  });
  const serve = toNodeHandler(handler, {
    onerror: (error) => {
      app.log.error({ err: error }, "mcp request failed");
    },
  });
  app.decorateRequest("authInfo", null);
  app.register(async (scope) => {
    addOriginChecks(scope, options);
    const limits = await createLimits(scope, options.limits);
    const onRequest = requireKey(limits);
    for (const { url, isReadOnly } of routes()) {
      const preHandler = [limits.countMessages, chooseSurface(options.surfaces, isReadOnly)];
      if (options.keyCheck) {
        preHandler.push(refuseWrongKey(options.keyCheck, limits));
      }
      scope.post(url, { onRequest, preHandler }, (request, reply) => serveRequest(request, reply, serve));
      scope.route({ method: ["GET", "DELETE"], url, handler: (_, reply) => refuseMethod(reply) });
    }
  });
  app.addHook("onClose", () => handler.close());
}

function routes(): { url: string; isReadOnly: boolean }[] {
  return ENDPOINTS.flatMap((endpoint) =>
    PARTS.map(({ suffix, isReadOnly }) => {
      const separator = endpoint.endsWith("/") || suffix === "" ? "" : "/";
      return { url: `${endpoint}${separator}${suffix}`, isReadOnly };
    }),
  );
}

/** Puts the surface that path and headers ask for beside the key. Never falls back to a wider one. */
function chooseSurface(surfaces: Surfaces, isReadOnly: boolean) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const { toolsets } = request.params as { toolsets?: string };
    try {
      // The path first and alone, so that what is wrong in it is told as 404 and what is wrong in a header as 400.
      surfaces.narrow(readNarrowing({ toolsets, isReadOnly }, {}));
    } catch (error) {
      return refuseNames(request, reply, 404, error);
    }
    try {
      const surface = surfaces.narrow(readNarrowing({ toolsets, isReadOnly }, request.headers));
      request.authInfo = request.authInfo && { ...request.authInfo, extra: { ...extraOf(request, surface) } };
      return undefined;
    } catch (error) {
      return refuseNames(request, reply, 400, error);
    }
  };
}

function extraOf({ id, headers }: FastifyRequest, surface: Surface): RequestExtra {
  return {
    requestId: id,
    surface,
    client: clientOfRequest(headers),
    traceParent: readTraceParent(headers["traceparent"]),
  };
}

function refuseNames(request: FastifyRequest, reply: FastifyReply, status: number, error: unknown): FastifyReply {
  if (!(error instanceof UnknownNameError || error instanceof UnclearHeaderError)) {
    throw error;
  }
  const message = hideKey(error.message, request.authInfo?.token ?? "");
  return reply.code(status).send({ jsonrpc: "2.0", error: { code: -32600, message }, id: null });
}

/** Against pages that rebind their name to this address: they would send their own Host or Origin. */
function addOriginChecks(scope: FastifyInstance, { host, allowedHosts, allowedOrigins }: McpRouteOptions): void {
  if (LOOPBACK_HOSTS.has(host) || allowedHosts.length > 0) {
    scope.addHook("onRequest", hostHeaderValidation([...localhostAllowedHostnames(), ...allowedHosts]));
  } else {
    scope.log.warn(`HOST is ${host} and ALLOWED_HOSTS is empty: requests for any host name are served`);
  }
  scope.addHook("onRequest", originValidation([...localhostAllowedOrigins(), ...allowedOrigins]));
}

async function serveRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  serve: ReturnType<typeof toNodeHandler>,
): Promise<void> {
  reply.hijack();
  reply.raw.setHeader("x-request-id", request.id);
  const sessionId = sessionIdFor(request.body);
  if (sessionId !== undefined) {
    reply.raw.setHeader(SESSION_HEADER, sessionId);
  }
  // The adapter's structural types leave out what Node allows to be undefined.
  const raw = Object.assign(request.raw, { auth: request.authInfo }) as unknown as NodeIncomingMessageLike;
  await serve(raw, reply.raw as unknown as NodeServerResponseLike, request.body);
}

/** Stateless: there is no stream to open and no session to delete. */
function refuseMethod(reply: FastifyReply): FastifyReply {
  const message = "This is an MCP endpoint: send JSON-RPC by POST. There are no sessions to open or delete.";
  return reply
    .code(405)
    .header("Allow", "POST")
    .send({ jsonrpc: "2.0", error: { code: -32000, message }, id: null });
}
