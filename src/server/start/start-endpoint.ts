import type { ToolRegistry } from "../contract/tool-registry.ts";
import { buildMetricsApp } from "../http/metrics-app.ts";
import { VERSION } from "../kit/version.ts";
import type { OAuthSettings } from "../oauth/settings.ts";
import { auditStart } from "../watch/audit-entry.ts";
import { createCallCount } from "../watch/call-count.ts";
import type { Metrics } from "../watch/metrics.ts";
import { startTracing } from "../watch/start-tracing.ts";
import type { TerminalLines } from "../watch/terminal-lines.ts";
import { buildApp } from "./app.ts";
import type { Closers } from "./closers.ts";
import { type Config, KEY_VARIABLE } from "./config/config.ts";
import { describeAccess, describeSettings, SETTINGS_IN_EFFECT } from "./describe-settings.ts";
import { boundAddress, listen } from "./listen.ts";
import { openAudit } from "./open-audit.ts";
import type { Reports } from "./runtime.ts";
import { warnOfSettings } from "./warn-of-settings.ts";

interface StartOptions {
  readonly config: Config;
  /** Read by OpenTelemetry, which has its own variables. */
  readonly env: NodeJS.ProcessEnv;
  readonly registry: ToolRegistry;
  /** Shows the lines that would go to stdout, if a person reads them there. */
  readonly terminal: TerminalLines | undefined;
  /** Receives everything that is opened. Closing first finishes the calls in progress. */
  readonly opened: Closers;
}

export interface Endpoint {
  /** Where it listens, without a slash at the end. */
  readonly address: string;
  /** The number of calls in progress. */
  callsInProgress(): number;
  /** For log rotation. Returns the reason if the log cannot be written to afterwards. */
  reopenAuditLog(): string | undefined;
}

/** The listening endpoint with all its reports. Unused reports are not loaded. A failed start leaves nothing open. */
export async function startEndpoint(options: StartOptions): Promise<Endpoint> {
  try {
    return await open(options);
  } catch (error) {
    await options.opened.close();
    throw error;
  }
}

async function open({ config, env, registry, terminal, opened }: StartOptions): Promise<Endpoint> {
  const { auditLog, metrics, tracing } = await openReports({ config, env, terminal, opened });
  const metricsApp = metrics && buildMetricsApp(metrics);
  opened.add(() => metricsApp?.close());
  const count = createCallCount();
  const app = buildApp({
    config,
    registry,
    logger: { level: config.logLevel, ...(terminal && { stream: terminal }) },
    reports: { auditLog, metrics, tracing, count: count.watcher },
  });
  opened.add(() => app.close());
  if (metricsApp) {
    await listen(metricsApp, {
      port: config.metricsPort ?? 0,
      host: config.metricsHost,
      portName: "METRICS_PORT",
      hostName: "METRICS_HOST",
    });
  }
  // Before the first request can be answered, so that no call has a line above this one.
  app.server.once("listening", () => auditLog?.write(auditStart(VERSION)));
  const address = await listen(app, {
    port: config.port,
    host: config.host,
    portName: "PORT or --port",
    hostName: "HOST or --host",
  });
  app.log.info(
    { apiUrl: config.apiUrl, surface: config.surface },
    `MCP endpoint ready at ${address}/ and ${address}/mcp; open it in a browser to see how to connect agents`,
  );
  app.log.info(
    { address: boundAddress(app), ...describeSettings(config), ...describeAccess(config) },
    SETTINGS_IN_EFFECT,
  );
  warnOfSettings(config, app.log);
  if (env[KEY_VARIABLE]) {
    app.log.warn(
      `${KEY_VARIABLE} is set, but an endpoint does not use it, because each agent sends its own key: remove it`,
    );
  }
  if (config.oauth) {
    app.log.info(describeFrontDoor(config.oauth));
  }
  if (metricsApp) {
    app.log.info({ address: boundAddress(metricsApp) }, "metrics ready at /metrics");
  }
  return {
    address,
    callsInProgress: count.inProgress,
    reopenAuditLog: () => {
      auditLog?.reopen();
      return auditLog?.problem();
    },
  };
}

function describeFrontDoor({ publicUrl, developerKey }: OAuthSettings): string {
  const way =
    developerKey === undefined
      ? "enter an API key on its page, because DIGISTORE24_DEVELOPER_KEY is not set"
      : "agree on Digistore24's own page or enter an API key";
  return `web agents connect at ${publicUrl}/mcp; people ${way}`;
}

async function openReports({
  config,
  env,
  terminal,
  opened,
}: Omit<StartOptions, "registry">): Promise<Reports & { metrics: Metrics | undefined }> {
  const tracing = await startTracing(env);
  opened.add(() => tracing?.stop());
  const auditLog = openAudit(config.auditLog === "stdout" ? (terminal ?? "stdout") : config.auditLog, opened);
  const metrics = config.metricsPort === undefined ? undefined : (await import("../watch/metrics.ts")).createMetrics();
  return { auditLog, metrics, tracing: tracing?.watcher };
}
