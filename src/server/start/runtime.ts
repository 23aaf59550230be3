import type { FastifyBaseLogger } from "fastify";
import type { CallSettings } from "../call/call-tool.ts";
import type { CallWatcher } from "../call/call-watch.ts";
import { createPersonalDataMask, type PersonalDataMask } from "../call/mask-personal-data.ts";
import type { FieldTitles } from "../contract/explain-absence.ts";
import { createSurfaces, type Surfaces } from "../contract/surface.ts";
import type { ToolRegistry } from "../contract/tool-registry.ts";
import { createInsightAnswers } from "../insights/answer-insight.ts";
import { createKeyIdentifier, type IdentifyKey } from "../key/key-identity.ts";
import type { SharedRedis } from "../kit/shared-redis.ts";
import { VERSION } from "../kit/version.ts";
import { createServerFactory } from "../mcp/mcp-server.ts";
import { createDigistore24Client } from "../upstream/digistore24-client.ts";
import { limitCalls } from "../upstream/limit-calls.ts";
import { type SettlingClient, settleCalls } from "../upstream/settle-calls.ts";
import type { Digistore24Client } from "../upstream/upstream-call.ts";
import { createAudit } from "../watch/audit.ts";
import type { AuditLog } from "../watch/audit-log.ts";
import { createCallLog } from "../watch/call-log.ts";
import type { Metrics } from "../watch/metrics.ts";
import type { Config } from "./config/config.ts";
import { createHold } from "./hold.ts";

/** Receivers of reports about calls. The starting code opens and closes them. */
export interface Reports {
  readonly auditLog?: AuditLog | undefined;
  readonly metrics?: Metrics | undefined;
  readonly tracing?: CallWatcher | undefined;
  /** Counts the calls in progress. */
  readonly count?: CallWatcher | undefined;
  /** Learns from calls which keys are good. */
  readonly keys?: CallWatcher | undefined;
}

interface RuntimeOptions {
  readonly config: Config;
  readonly registry: ToolRegistry;
  readonly log: Pick<FastifyBaseLogger, "info" | "error">;
  readonly reports: Reports;
  /** State that several instances share. */
  readonly redis?: SharedRedis | undefined;
  /** The fields of the form that sets up this server, if there is one. */
  readonly fieldTitles?: FieldTitles | undefined;
  /** The clock of the insights. */
  readonly now?: (() => number) | undefined;
}

/** Everything that serves calls, over either transport. */
export interface Runtime {
  readonly factory: ReturnType<typeof createServerFactory>;
  readonly surfaces: Surfaces;
  readonly client: Digistore24Client;
  /** Checks keys. It has as many places as calls have, but separate ones: a key must not wait until a call has ended. */
  readonly keyClient: Digistore24Client;
  /** The calls in progress, which a stop waits for. */
  readonly calls: SettlingClient;
  readonly identifyKey: IdentifyKey;
}

export function createRuntime(options: RuntimeOptions): Runtime {
  const { config, registry, reports } = options;
  const identifyKey = createKeyIdentifier(config.keyHashSecret);
  const calls = settleCalls(createDigistore24Client(config.apiUrl));
  const client = limitCalls(calls, config.callLimits);
  const keyClient = limitCalls(calls, config.callLimits);
  reports.metrics?.watchWaiting(client.waiting);
  const surfaces = createSurfaces(registry, { ...config, fieldTitles: options.fieldTitles ?? {} });
  const mask = createPersonalDataMask();
  const shownMask = config.masksPersonalData ? mask : undefined;
  const call = { ...callSettings(options, client, mask), personalData: shownMask };
  const hold = createHold({ ...options, mask: shownMask }, client);
  const answerItself = createInsightAnswers({ client, ...config, now: options.now });
  const factory = createServerFactory({
    name: "digistore24-mcp",
    version: VERSION,
    surfaces,
    call: { ...call, hold, answerItself },
  });
  return { factory, surfaces, client, keyClient, calls, identifyKey };
}

function callSettings(
  { config, log, reports: { auditLog, metrics, tracing, count, keys } }: RuntimeOptions,
  client: Digistore24Client,
  personalData: PersonalDataMask,
): Omit<CallSettings, "personalData"> {
  const audit =
    auditLog &&
    createAudit({
      log: auditLog,
      includesReads: config.auditsReads,
      isRequired: config.requiresAudit,
      personalData,
      onLost: (entry) => log.error({ entry }, "audit line not written"),
      onRecovery: () => log.info("the audit log can be written again; lines that were kept are in it"),
    });
  const watchers = [createCallLog(log), audit?.watcher, metrics?.watcher, tracing, count, keys];
  return {
    client,
    timeoutMs: config.timeoutMs,
    maxResultChars: config.maxResultChars,
    showsSecrets: config.showsSecrets,
    operator: config.operator,
    gate: audit?.gate,
    watchers: watchers.filter((watcher) => watcher !== undefined),
  };
}
