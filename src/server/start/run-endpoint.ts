import pino from "pino";
import { LOG_SERIALIZERS } from "../watch/log-options.ts";
import { createTerminalLines } from "../watch/terminal-lines.ts";
import { createClosers } from "./closers.ts";
import { readConfig } from "./config/config.ts";
import { endOnDefect } from "./crash-handler.ts";
import { greetPerson } from "./greet-person.ts";
import { longestStopMs } from "./longest-stop.ts";
import { reopenAuditLog } from "./reopen-audit-log.ts";
import { servedTools } from "./served-tools.ts";
import { type Endpoint, startEndpoint } from "./start-endpoint.ts";
import { stopOnSignal } from "./stop-on-signal.ts";

/** Starts the endpoint, which runs until a signal stops it, even during the start. */
export async function runEndpoint(env: NodeJS.ProcessEnv): Promise<void> {
  const config = readConfig(env);
  const terminal = process.stdout.isTTY ? createTerminalLines(process.stdout) : undefined;
  const log = pino({ level: config.logLevel, serializers: LOG_SERIALIZERS }, terminal ?? pino.destination());
  endOnDefect(log);
  const registry = servedTools(config);
  const opened = createClosers((err) => log.warn({ err }, "not closed cleanly"));
  let endpoint: Endpoint | undefined;
  const stop = stopOnSignal({
    log,
    close: opened.close,
    callsInProgress: () => endpoint?.callsInProgress() ?? 0,
    maxMs: longestStopMs(config, registry),
  });
  process.on("SIGHUP", () => reopenAuditLog(endpoint, config.auditLog, log));
  try {
    endpoint = await startEndpoint({ config, env, registry, terminal, opened });
    greetPerson(process.stdout, endpoint.address);
  } catch (error) {
    if (!stop.hasBegun()) {
      throw error;
    }
  } finally {
    terminal?.release();
  }
}
