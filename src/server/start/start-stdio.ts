import { randomUUID } from "node:crypto";
import { PassThrough, type Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setImmediate as turn } from "node:timers/promises";
import { StdioServerTransport, serveStdio } from "@modelcontextprotocol/server/stdio";
import type { Logger } from "pino";
import type { FieldTitles } from "../contract/explain-absence.ts";
import { readNarrowing } from "../contract/narrowing.ts";
import type { Surface } from "../contract/surface.ts";
import type { ToolRegistry } from "../contract/tool-registry.ts";
import { WITHOUT_KEY } from "../http/refuse-key.ts";
import { createKeyCheck, KEY_REFUSED } from "../key/key-check.ts";
import { createKnownKeys, type KnownKeys } from "../key/known-keys.ts";
import { openRedis } from "../kit/shared-redis.ts";
import { VERSION } from "../kit/version.ts";
import type { RequestExtra } from "../mcp/request-extra.ts";
import { auditStart } from "../watch/audit-entry.ts";
import type { AuditLog } from "../watch/audit-log.ts";
import { createCallCount } from "../watch/call-count.ts";
import { learnKeys } from "../watch/learn-keys.ts";
import { startTracing } from "../watch/start-tracing.ts";
import type { Closers } from "./closers.ts";
import type { Config } from "./config/config.ts";
import { describeSettings, SETTINGS_IN_EFFECT } from "./describe-settings.ts";
import { openAudit } from "./open-audit.ts";
import { createRuntime, type Runtime } from "./runtime.ts";
import { type LineOptions, servableMessages } from "./stdio-lines.ts";
import { warnOfSettings } from "./warn-of-settings.ts";

/** The time until a key is checked again if the API gave no verdict on it. */
const UNSETTLED_MS = 60_000;

export interface StdioOptions {
  readonly config: Config;
  readonly apiKey: string;
  readonly isReadOnly: boolean;
  /** Only published tools that neither move money nor overwrite or delete. */
  readonly isSafe: boolean;
  /** Whether calls that overwrite or delete ask a person first, whatever the configuration says. */
  readonly confirmsChanges: boolean;
  /** A comma list; undefined means all. */
  readonly toolsets?: string | undefined;
  /** The fields of the form that starts this server, if there is one. */
  readonly fieldTitles?: FieldTitles | undefined;
  readonly env: NodeJS.ProcessEnv;
}

interface StdioParts {
  readonly registry: ToolRegistry;
  readonly log: Logger;
  readonly stdin: Readable;
  readonly stdout: Writable;
  /** Receives everything that is opened. Closing first finishes the calls in progress. */
  readonly opened: Closers;
}

export interface StdioServer {
  /** From now on, no write is sent. */
  refuseWrites(): void;
  /** The number of calls in progress. */
  callsInProgress(): number;
}

/**
 * Serves one agent over stdin and stdout. These carry only MCP, so log and audit go to stderr. A failed start leaves
 * nothing open.
 */
export async function startStdio(options: StdioOptions, parts: StdioParts): Promise<StdioServer> {
  try {
    const known = createKnownKeys(options.config.verifiesKey);
    const { runtime, auditLog, callsInProgress } = await openRuntime(options, parts, known);
    const surface = serve(runtime, options, parts, refuseWrongKey(runtime, options, known));
    // Nothing has been read yet, so no call has a line above this one.
    auditLog?.write(auditStart(VERSION));
    parts.log.info({ ...describeSettings(options.config), surface: surface.name }, SETTINGS_IN_EFFECT);
    warnOfSettings(options.config, parts.log);
    return { refuseWrites: runtime.calls.refuseWrites, callsInProgress };
  } catch (error) {
    await parts.opened.close();
    throw error;
  }
}

async function openRuntime(
  { config, env, fieldTitles }: StdioOptions,
  { registry, log, opened }: StdioParts,
  known: KnownKeys,
): Promise<{ runtime: Runtime; auditLog: AuditLog | undefined; callsInProgress: () => number }> {
  const tracing = await startTracing(env);
  opened.add(() => tracing?.stop());
  const auditLog = openAudit(config.auditLog === "stdout" ? "stderr" : config.auditLog, opened);
  const count = createCallCount();
  const reports = { auditLog, tracing: tracing?.watcher, count: count.watcher, keys: learnKeys(known) };
  const redis = config.redisUrl === undefined ? undefined : openRedis(config.redisUrl, log);
  opened.add(() => redis?.close());
  const runtime = createRuntime({ config, registry, log, reports, redis, fieldTitles });
  opened.add(() => runtime.client.close());
  return { runtime, auditLog, callsInProgress: count.inProgress };
}

/** As over HTTP, each message is refused while the API refuses the key. */
function refuseWrongKey(
  { keyClient, identifyKey }: Runtime,
  { config, apiKey }: StdioOptions,
  known: KnownKeys,
): LineOptions["refuse"] {
  const check = config.verifiesKey ? createKeyCheck(keyClient, identifyKey, known) : undefined;
  let askedAgainAtMs = 0;
  return async () => {
    // Messages are read one after another, so each would wait for an API that does not answer.
    if (check === undefined || performance.now() < askedAgainAtMs) {
      return undefined;
    }
    const verdict = await check(apiKey);
    if (verdict === "unknown") {
      askedAgainAtMs = performance.now() + UNSETTLED_MS;
    }
    return verdict === "refused" ? { code: WITHOUT_KEY, message: KEY_REFUSED } : undefined;
  };
}

function serve(
  runtime: Runtime,
  { apiKey, isReadOnly, isSafe, confirmsChanges, toolsets }: StdioOptions,
  { log, stdin, stdout, opened }: StdioParts,
  refuse: LineOptions["refuse"],
): Surface {
  const surface = runtime.surfaces.narrow({
    ...readNarrowing({ toolsets, isReadOnly, isSafe }, []),
    ...(confirmsChanges && { confirm: "destructive" }),
    isFromOptions: true,
  });
  const extra: RequestExtra = {
    nextRequestId: () => randomUUID(),
    key: runtime.identifyKey(apiKey),
    surface,
  };
  const authInfo = { token: apiKey, clientId: "", scopes: [], extra: extra as unknown as Record<string, unknown> };
  const answer: LineOptions["answer"] = (id, error) =>
    void stdout.write(`${JSON.stringify({ jsonrpc: "2.0", id, error })}\n`);
  // The SDK drops pending answers when its input ends. This input does not end until they have been sent.
  const input = new PassThrough();
  const reading = pipeline(stdin, (lines) => servableMessages(lines, { answer, refuse }), input, { end: false });
  const read = reading.catch((err: unknown) => log.warn({ err }, "stdin cannot be read"));
  const transport = new StdioServerTransport(input, stdout);
  const server = serveStdio((context) => runtime.factory({ ...context, authInfo }), { transport });
  opened.add(async () => {
    if (stdin.readableEnded) {
      // The last messages may still wait for the check of the key, and then for the SDK.
      await read;
      await turn();
    }
    // After closing, answers can no longer be sent.
    await runtime.calls.settled();
    await server.close();
  });
  return surface;
}
