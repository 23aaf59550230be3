import { randomUUID } from "node:crypto";
import { PassThrough } from "node:stream";
import { StdioServerTransport, serveStdio } from "@modelcontextprotocol/server/stdio";
import type { Logger } from "pino";
import { readNarrowing } from "../contract/narrowing.ts";
import type { ToolRegistry } from "../contract/tool-registry.ts";
import { VERSION } from "../kit/version.ts";
import type { RequestExtra } from "../mcp/mcp-server.ts";
import { openAuditLog } from "../watch/audit-log.ts";
import { startTracing } from "../watch/start-tracing.ts";
import type { Closers } from "./closers.ts";
import type { Config } from "./config/config.ts";
import { createRuntime, type Runtime } from "./runtime.ts";

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

export interface StdioParts {
  readonly registry: ToolRegistry;
  readonly log: Logger;
  /** Gets everything that is opened. Closing it finishes what is in flight first. */
  readonly opened: Closers;
}

export interface StdioServer {
  /** From now on no write is sent. */
  refuseWrites(): void;
}

/**
 * Serves one agent over stdin and stdout, which carry MCP and nothing else: log and audit go to stderr. A start that fails
 * leaves nothing open.
 */
export async function startStdio(options: StdioOptions, parts: StdioParts): Promise<StdioServer> {
  try {
    const runtime = await openRuntime(options, parts);
    serve(runtime, options, parts.opened);
    return { refuseWrites: runtime.calls.refuseWrites };
  } catch (error) {
    await parts.opened.close();
    throw error;
  }
}

async function openRuntime({ config, env }: StdioOptions, { registry, log, opened }: StdioParts): Promise<Runtime> {
  const tracing = await startTracing(env);
  opened.add(() => tracing?.stop());
  const destination = config.auditLog === "stdout" ? "stderr" : config.auditLog;
  const start = { time: new Date().toISOString(), event: "start", version: VERSION };
  const auditLog = destination === "off" ? undefined : openAuditLog(destination, start);
  opened.add(() => auditLog?.close());
  const runtime = createRuntime({ config, registry, log, reports: { auditLog, tracing: tracing?.watcher } });
  opened.add(() => runtime.client.close());
  return runtime;
}

function serve(runtime: Runtime, { apiKey, isReadOnly, isSafe, toolsets }: StdioOptions, opened: Closers): void {
  const surface = runtime.surfaces.narrow(readNarrowing({ toolsets, isReadOnly, isSafe }, []));
  const extra: RequestExtra = {
    nextRequestId: () => randomUUID(),
    key: runtime.identifyKey(apiKey),
    surface,
  };
  const authInfo = { token: apiKey, clientId: "", scopes: [], extra: extra as unknown as Record<string, unknown> };
  // The SDK drops the answers under way when its input ends. Ours does not end before they are out.
  const input = process.stdin.pipe(new PassThrough(), { end: false });
  const transport = new StdioServerTransport(input, process.stdout);
  const server = serveStdio((context) => runtime.factory({ ...context, authInfo }), { transport });
  opened.add(async () => {
    // Closing takes the way back from the answers.
    await runtime.calls.settled();
    await server.close();
  });
}
