import { randomUUID } from "node:crypto";
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyServerOptions,
  fastify,
  LogController,
} from "fastify";
import type { CallOutcome, ToolCall } from "./call-tool.ts";
import type { Config } from "./config.ts";
import { createDigistore24Client } from "./digistore24-client.ts";
import { createKeyCheck } from "./key-check.ts";
import { keyIdentity } from "./key-identity.ts";
import { createServerFactory } from "./mcp-server.ts";
import { healthRoutes } from "./plugins/health.ts";
import { httpErrors } from "./plugins/http-errors.ts";
import { mcpRoutes } from "./plugins/mcp.ts";
import { createSurfaces } from "./surface.ts";
import { createToolRegistry } from "./tool-registry.ts";
import { VERSION } from "./version.ts";

const BODY_LIMIT_BYTES = 1024 * 1024;
/** A client that takes longer to send its request is cut off. */
const REQUEST_TIMEOUT_MS = 30_000;

export interface AppOptions {
  readonly config: Config;
  readonly logger?: FastifyServerOptions["logger"];
}

/** The whole endpoint, not yet listening. Reads no environment and touches no process. */
export function buildApp({ config, logger = false }: AppOptions): FastifyInstance {
  let isDraining = false;
  const client = createDigistore24Client(config.apiUrl);
  const app = fastify({
    logger,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // The id of a request is ours alone: one that a caller chose could forge another's log lines.
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    // One line per call says more than the two that Fastify would write per request.
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: "idle",
  });
  const surfaces = createSurfaces(createToolRegistry(), config);
  const factory = createServerFactory({
    name: "digistore24-mcp",
    version: VERSION,
    surfaces,
    call: {
      client,
      timeoutMs: config.timeoutMs,
      maxResultChars: config.maxResultChars,
      showsSecrets: config.showsSecrets,
    },
    onCall: (call, outcome) => {
      logCall(app.log, call, outcome);
    },
  });
  httpErrors(app);
  healthRoutes(app, () => isDraining);
  mcpRoutes(app, {
    factory,
    surfaces,
    keyCheck: config.verifiesKey ? createKeyCheck(client) : undefined,
    host: config.host,
    allowedHosts: config.allowedHosts,
    allowedOrigins: config.allowedOrigins,
  });
  app.addHook("preClose", async () => {
    isDraining = true;
  });
  app.addHook("onClose", () => client.close());
  return app;
}

function logCall(log: FastifyBaseLogger, { tool, apiKey, requestId }: ToolCall, outcome: CallOutcome): void {
  const { name, functionName, access } = tool.definition;
  const outcomeName = outcome.errorKind ?? (outcome.result.isError ? "refused" : "success");
  const line = {
    requestId,
    key: keyIdentity(apiKey),
    tool: name,
    function: functionName,
    access,
    outcome: outcomeName,
  };
  if (outcome.errorKind === "internal") {
    log.error({ ...line, err: outcome.error }, "tool call");
  } else {
    log.info(line, "tool call");
  }
}
