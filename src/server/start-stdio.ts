import { randomUUID } from "node:crypto";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import pino from "pino";
import { openAuditLog } from "./audit-log.ts";
import type { Config } from "./config.ts";
import { LOG_SERIALIZERS } from "./log-options.ts";
import type { RequestExtra } from "./mcp-server.ts";
import { readNarrowing } from "./narrowing.ts";
import { createRuntime } from "./runtime.ts";
import { startTracing } from "./start-tracing.ts";
import { createToolRegistry } from "./tool-registry.ts";
import { VERSION } from "./version.ts";

const STDERR = 2;

export interface StdioOptions {
  readonly config: Config;
  readonly apiKey: string;
  readonly isReadOnly: boolean;
  /** Only published tools that neither move money nor overwrite or delete. */
  readonly isSafe: boolean;
  /** A comma list; undefined is all. */
  readonly toolsets?: string | undefined;
  readonly env: NodeJS.ProcessEnv;
}

/** Serves one agent over stdin and stdout, which carry MCP and nothing else: log and audit go to stderr. */
export async function startStdio({
  config,
  apiKey,
  isReadOnly,
  isSafe,
  toolsets,
  env,
}: StdioOptions): Promise<{ close(): Promise<void> }> {
  const tracing = await startTracing(env);
  const destination = config.auditLog === "stdout" ? "stderr" : config.auditLog;
  const start = { time: new Date().toISOString(), event: "start", version: VERSION };
  const auditLog = destination === "off" ? undefined : openAuditLog(destination, start);
  const log = pino(
    { level: config.logLevel, serializers: LOG_SERIALIZERS },
    pino.destination({ dest: STDERR, sync: true }),
  );
  const registry = createToolRegistry();
  const runtime = createRuntime({ config, registry, log, reports: { auditLog, tracing: tracing?.watcher } });
  const surface = runtime.surfaces.narrow(readNarrowing({ toolsets, isReadOnly, isSafe }, []));
  const extra: RequestExtra = {
    get requestId() {
      return randomUUID();
    },
    key: runtime.identifyKey(apiKey),
    surface,
  };
  const authInfo = { token: apiKey, clientId: "", scopes: [], extra: extra as unknown as Record<string, unknown> };
  const server = serveStdio((context) => runtime.factory({ ...context, authInfo }));
  return {
    close: async () => {
      await server.close();
      await runtime.client.close();
      await tracing?.stop();
      auditLog?.close();
    },
  };
}
