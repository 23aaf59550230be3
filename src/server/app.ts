import { randomUUID } from "node:crypto";
import type { Tracer } from "@opentelemetry/api";
import { type FastifyInstance, type FastifyServerOptions, fastify, LogController } from "fastify";
import { createAudit } from "./audit.ts";
import type { AuditLog } from "./audit-log.ts";
import { createCallLog } from "./call-log.ts";
import type { CallSettings } from "./call-tool.ts";
import type { Config } from "./config.ts";
import { createDigistore24Client, type Digistore24Client } from "./digistore24-client.ts";
import { createKeyCheck } from "./key-check.ts";
import { createKeyIdentity, type KeyIdentity } from "./key-identity.ts";
import { limitCalls } from "./limit-calls.ts";
import { LOG_SERIALIZERS } from "./log-options.ts";
import { createPersonalDataMask } from "./mask-personal-data.ts";
import { createServerFactory } from "./mcp-server.ts";
import type { Metrics } from "./metrics.ts";
import { healthRoutes } from "./plugins/health.ts";
import { httpErrors } from "./plugins/http-errors.ts";
import { mcpRoutes } from "./plugins/mcp.ts";
import { createSurfaces } from "./surface.ts";
import { createToolRegistry, type ToolRegistry } from "./tool-registry.ts";
import { createTracing } from "./tracing.ts";
import { VERSION } from "./version.ts";

const BODY_LIMIT_BYTES = 1024 * 1024;
const HEADER_LIMIT_BYTES = 16 * 1024;
/** How often Node looks for connections that are too slow. */
const SLOWNESS_CHECK_MS = 1000;
/** A connection on which nothing moves, longer than any call may take: its client does not read, or is gone. */
const DEAD_CONNECTION_MS = 15 * 60 * 1000;

/** What the endpoint reports to, opened and closed by whoever starts it. */
export interface Reports {
  readonly auditLog?: AuditLog | undefined;
  readonly metrics?: Metrics | undefined;
  readonly tracer?: Tracer | undefined;
}

export interface AppOptions {
  readonly config: Config;
  /** The generated tools, unless others are to be served. */
  readonly registry?: ToolRegistry;
  readonly logger?: Exclude<FastifyServerOptions["logger"], boolean> | false;
  readonly reports?: Reports;
}

/** The whole endpoint, not yet listening. Reads no environment and touches no process. */
export function buildApp(options: AppOptions): FastifyInstance {
  const { config, registry = createToolRegistry(), logger = false, reports = {} } = options;
  const app = createFastify(config, logger);
  const keys = createKeyIdentity(config.keyHashSecret);
  const client = limitCalls(createDigistore24Client(config.apiUrl), config.callLimits, keys);
  reports.metrics?.watchWaiting(client.waiting);
  const surfaces = createSurfaces(registry, config);
  const factory = createServerFactory({
    name: "digistore24-mcp",
    version: VERSION,
    surfaces,
    call: callSettings(app, config, client, keys, reports),
  });
  httpErrors(app);
  healthRoutes(app);
  mcpRoutes(app, {
    factory,
    surfaces,
    keyCheck: config.verifiesKey ? createKeyCheck(client, keys) : undefined,
    host: config.host,
    allowedHosts: config.allowedHosts,
    allowedOrigins: config.allowedOrigins,
    limits: { perKey: config.rateLimitPerKey, perAddress: config.rateLimitPerAddress, redisUrl: config.redisUrl, keys },
  });
  app.addHook("onClose", () => client.close());
  return app;
}

function createFastify(config: Config, logger: AppOptions["logger"]): FastifyInstance {
  return fastify({
    logger: logger ? { ...logger, serializers: LOG_SERIALIZERS } : false,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: config.requestTimeoutMs,
    connectionTimeout: DEAD_CONNECTION_MS,
    http: {
      maxHeaderSize: HEADER_LIMIT_BYTES,
      headersTimeout: config.requestTimeoutMs,
      connectionsCheckingInterval: SLOWNESS_CHECK_MS,
    },
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    // The id of a request is ours alone: one that a caller chose could forge another's log lines.
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    // One line per call says more than the two that Fastify would write per request.
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: "idle",
  });
}

function callSettings(
  app: FastifyInstance,
  config: Config,
  client: Digistore24Client,
  keys: KeyIdentity,
  { auditLog, metrics, tracer }: Reports,
): CallSettings {
  const audit =
    auditLog &&
    createAudit({
      log: auditLog,
      includesReads: config.auditsReads,
      isRequired: config.requiresAudit,
      keys,
      onLost: (entry) => app.log.error({ entry }, "audit line not written"),
    });
  const watchers = [createCallLog(app.log, keys), audit?.watcher, metrics?.watcher, tracer && createTracing(tracer)];
  return {
    client,
    timeoutMs: config.timeoutMs,
    maxResultChars: config.maxResultChars,
    showsSecrets: config.showsSecrets,
    personalData: config.masksPersonalData ? createPersonalDataMask() : undefined,
    operator: config.operator,
    gate: audit?.gate,
    watchers: watchers.filter((watcher) => watcher !== undefined),
  };
}
