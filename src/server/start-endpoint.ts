import type { FastifyBaseLogger } from "fastify";
import { buildApp } from "./app.ts";
import { openAuditLog } from "./audit-log.ts";
import type { Config } from "./config.ts";
import { buildMetricsApp } from "./plugins/metrics.ts";
import { startTracing } from "./start-tracing.ts";
import { VERSION } from "./version.ts";

export interface Endpoint {
  readonly log: FastifyBaseLogger;
  /** Opens the audit log anew, for log rotation. */
  reopenAuditLog(): void;
  /** Finishes what is in flight, then closes everything. */
  close(): Promise<void>;
}

/**
 * The endpoint with all it reports to, listening. `env` is for OpenTelemetry, whose variables are its own. What was not
 * asked for is not loaded.
 */
export async function startEndpoint(config: Config, env: NodeJS.ProcessEnv): Promise<Endpoint> {
  const tracing = await startTracing(env);
  const metrics = config.metricsPort === undefined ? undefined : (await import("./metrics.ts")).createMetrics();
  const auditLog =
    config.auditLog === "off"
      ? undefined
      : openAuditLog(config.auditLog, { time: new Date().toISOString(), event: "start", version: VERSION });
  const app = buildApp({
    config,
    logger: { level: config.logLevel },
    reports: { auditLog, metrics, tracing: tracing?.watcher },
  });
  const metricsApp = metrics && buildMetricsApp(metrics);
  const address = await app.listen({ port: config.port, host: config.host });
  const metricsAddress = await metricsApp?.listen({ port: config.metricsPort ?? 0, host: config.metricsHost });
  app.log.info(
    { apiUrl: config.apiUrl, surface: config.surface },
    `MCP endpoint ready at ${address}/ and ${address}/mcp; a browser shows there how to connect agents`,
  );
  if (metricsAddress) {
    app.log.info({ address: metricsAddress }, "metrics ready at /metrics");
  }
  return {
    log: app.log,
    reopenAuditLog: () => auditLog?.reopen(),
    close: async () => {
      await app.close();
      await Promise.all([metricsApp?.close(), tracing?.stop()]);
      auditLog?.close();
    },
  };
}
