import { randomUUID } from "node:crypto";
import { type FastifyInstance, type FastifyServerOptions, fastify, LogController } from "fastify";
import type { ToolRegistry } from "../contract/tool-registry.ts";
import { drainOnClose } from "../http/drain.ts";
import { healthRoutes } from "../http/health.ts";
import { httpErrors, refuseAddressErrors } from "../http/http-errors.ts";
import { readJsonBodies } from "../http/json-body.ts";
import { mcpRoutes } from "../http/mcp-routes.ts";
import { watchRefusals } from "../http/watch-refusals.ts";
import { createKeyCheck } from "../key/key-check.ts";
import { createKnownKeys } from "../key/known-keys.ts";
import { openRedis } from "../kit/shared-redis.ts";
import { type ClientDocuments, createClientDocuments } from "../oauth/clients/client-documents.ts";
import { createFrontDoor, type FrontDoorOptions } from "../oauth/front-door.ts";
import { learnKeys } from "../watch/learn-keys.ts";
import { LOG_SERIALIZERS } from "../watch/log-options.ts";
import { createRefusalLog } from "../watch/refusal-log.ts";
import type { Config } from "./config/config.ts";
import { createRuntime, type Reports } from "./runtime.ts";
import { servedTools } from "./served-tools.ts";

export const MAX_BODY_BYTES = 1024 * 1024;
export const MAX_HEADER_BYTES = 16 * 1024;
/** The interval at which Node looks for connections that are too slow. */
const SLOWNESS_CHECK_MS = 1000;
/** Longer than any call may take. A client whose connection is idle for so long does not read, or has gone. */
export const DEAD_CONNECTION_MS = 15 * 60 * 1000;

export interface AppOptions {
  readonly config: Config;
  /** Default: the tools that the configuration serves. */
  readonly registry?: ToolRegistry;
  readonly logger?: Exclude<FastifyServerOptions["logger"], boolean> | false;
  readonly reports?: Reports;
  /** The clock of the insights and of tokens, in milliseconds since 1970. */
  readonly now?: () => number;
  /** Default: the documents of programs, read from the Internet. */
  readonly documents?: ClientDocuments;
  /** The time after which a 2025 client gets an event stream instead of JSON. */
  readonly streamAfterMs?: number;
  /** Waits before Digistore24 is asked again whether a person has decided. */
  readonly pause?: (ms: number) => Promise<unknown>;
}

/** The whole endpoint, not yet listening. Neither reads the environment nor changes the process. */
export function buildApp(options: AppOptions): FastifyInstance {
  const {
    config,
    registry = servedTools(config),
    logger = false,
    reports = {},
    now = Date.now,
    documents = createClientDocuments(),
    pause,
    streamAfterMs,
  } = options;
  const app = createFastify(config, logger);
  const redis = config.redisUrl === undefined ? undefined : openRedis(config.redisUrl, app.log);
  const knownKeys = createKnownKeys(config.verifiesKey);
  const watched = { ...reports, keys: learnKeys(knownKeys) };
  const { factory, surfaces, client, keyClient, calls, identifyKey } = createRuntime({
    config,
    registry,
    log: app.log,
    reports: watched,
    redis,
    now,
  });
  const keyCheck = config.verifiesKey ? createKeyCheck(keyClient, identifyKey, knownKeys) : undefined;
  const verdictOf = async (key: string) => knownKeys.verdictOf(identifyKey(key).fingerprint) ?? (await keyCheck?.(key));
  reportRefusals(app, reports);
  httpErrors(app);
  readJsonBodies(app);
  healthRoutes(app, () => refusalOfChanges(config, reports));
  mcpRoutes(app, {
    factory,
    lane: config.hasLane ? { streamAfterMs } : undefined,
    surfaces,
    keyCheck,
    knownKeys,
    host: config.host,
    allowedHosts: config.allowedHosts,
    allowedOrigins: config.allowedOrigins,
    trustedProxies: config.trustedProxies,
    limits: { perKey: config.rateLimitPerKey, perAddress: config.rateLimitPerAddress, redis },
    identifyKey,
    keyClient,
    oauth: frontDoorOf(config, {
      surfaces,
      identifyKey,
      client: keyClient,
      documents,
      isRefused: async (key) => (await verdictOf(key)) === "refused",
      redis,
      now,
      pause,
    }),
  });
  app.addHook("onClose", async () => {
    await client.close();
    await redis?.close();
  });
  drainOnClose(app, calls);
  return app;
}

/** The way in for web agents, if the operator has opened it. */
function frontDoorOf({ oauth: settings, confirm }: Config, parts: Omit<FrontDoorOptions, "settings" | "confirms">) {
  return settings && { settings, door: createFrontDoor({ ...parts, settings, confirms: confirm !== "off" }) };
}

/** Requests that are refused before a call leave neither a line nor a number of a call. */
function reportRefusals(app: FastifyInstance, { metrics }: Reports): void {
  const refusals = createRefusalLog(app.log);
  watchRefusals(app, (address, reason) => {
    refusals.note(address, reason);
    metrics?.countRefusal(reason);
  });
  app.addHook("onClose", async () => refusals.close());
}

/** The reason why changes are refused at the moment, if they are. */
function refusalOfChanges({ requiresAudit }: Config, { auditLog }: Reports): string | undefined {
  const problem = requiresAudit ? auditLog?.problem() : undefined;
  return problem === undefined ? undefined : "changes are refused: the audit log cannot be written";
}

function createFastify(config: Config, logger: AppOptions["logger"]): FastifyInstance {
  return fastify({
    frameworkErrors: refuseAddressErrors,
    logger: logger ? { ...logger, serializers: LOG_SERIALIZERS } : false,
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: config.requestTimeoutMs,
    connectionTimeout: DEAD_CONNECTION_MS,
    http: {
      maxHeaderSize: MAX_HEADER_BYTES,
      // Node compares the two before Fastify sets the first.
      requestTimeout: config.requestTimeoutMs,
      headersTimeout: config.requestTimeoutMs,
      connectionsCheckingInterval: SLOWNESS_CHECK_MS,
    },
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true },
    // Only the server chooses request ids: a caller could use its own to forge log lines of another request.
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    // One line per call says more than the two lines that Fastify would write per request.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
    forceCloseConnections: "idle",
    // No route has a schema for Fastify, and loading its compilers takes a tenth of the start.
    schemaController: { compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler } },
  });
}

function noCompiler(): never {
  throw new Error("routes of the endpoint have no schema");
}
