import type { FastifyBaseLogger } from "fastify";
import { createAudit } from "./audit.ts";
import type { AuditLog } from "./audit-log.ts";
import { createCallLog } from "./call-log.ts";
import type { CallSettings } from "./call-tool.ts";
import type { CallWatcher } from "./call-watch.ts";
import type { Config } from "./config.ts";
import { createDigistore24Client, type Digistore24Client } from "./digistore24-client.ts";
import { createKeyIdentifier, type IdentifyKey } from "./key-identity.ts";
import { limitCalls } from "./limit-calls.ts";
import { createPersonalDataMask } from "./mask-personal-data.ts";
import { createServerFactory } from "./mcp-server.ts";
import type { Metrics } from "./metrics.ts";
import { createSurfaces, type Surfaces } from "./surface.ts";
import type { ToolRegistry } from "./tool-registry.ts";
import { type SettlingClient, settleCalls } from "./upstream/settle-calls.ts";
import { VERSION } from "./version.ts";

/** What calls are reported to, opened and closed by whoever starts them. */
export interface Reports {
  readonly auditLog?: AuditLog | undefined;
  readonly metrics?: Metrics | undefined;
  readonly tracing?: CallWatcher | undefined;
  /** Learns from calls which keys are good; over stdio there is only one. */
  readonly keys?: CallWatcher | undefined;
}

export interface RuntimeOptions {
  readonly config: Config;
  readonly registry: ToolRegistry;
  readonly log: Pick<FastifyBaseLogger, "info" | "error">;
  readonly reports: Reports;
}

/** Everything that serves calls, however the requests come in. */
export interface Runtime {
  readonly factory: ReturnType<typeof createServerFactory>;
  readonly surfaces: Surfaces;
  readonly client: Digistore24Client;
  /** The calls that are under way, for a stop to wait for. */
  readonly calls: SettlingClient;
  readonly identifyKey: IdentifyKey;
}

export function createRuntime(options: RuntimeOptions): Runtime {
  const { config, registry, reports } = options;
  const identifyKey = createKeyIdentifier(config.keyHashSecret);
  const calls = settleCalls(createDigistore24Client(config.apiUrl));
  const client = limitCalls(calls, config.callLimits);
  reports.metrics?.watchWaiting(client.waiting);
  const surfaces = createSurfaces(registry, config);
  const call = callSettings(options, client);
  const factory = createServerFactory({ name: "digistore24-mcp", version: VERSION, surfaces, call });
  return { factory, surfaces, client, calls, identifyKey };
}

function callSettings(
  { config, log, reports: { auditLog, metrics, tracing, keys } }: RuntimeOptions,
  client: Digistore24Client,
): CallSettings {
  const audit =
    auditLog &&
    createAudit({
      log: auditLog,
      includesReads: config.auditsReads,
      isRequired: config.requiresAudit,
      onLost: (entry) => log.error({ entry }, "audit line not written"),
    });
  const watchers = [createCallLog(log), audit?.watcher, metrics?.watcher, tracing, keys];
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
