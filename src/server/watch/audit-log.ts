import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import pino from "pino";
import { ConfigError } from "../kit/errors.ts";

/** Where the audit lines go. Each is written at once, so that no stop of the process can lose one. */
export interface AuditLog {
  /** Writes one line. False when it was not written: it is kept then, and written before the next one, while there is room. */
  write(entry: object): boolean;
  /** Why the next line could not be written, tried out before a change is sent; undefined when it could. */
  check(): string | undefined;
  /** Why lines cannot be written, after one more try if the last one failed; undefined when they can. */
  problem(): string | undefined;
  /** Reopens the file, for log rotation. */
  reopen(): void;
  close(): void;
}

const STREAMS: Readonly<Record<string, number>> = { stdout: 1, stderr: 2 };
/** If the operator lets writes go on without an audit, the kept lines must not fill the memory. */
const MAX_LINES_KEPT = 1000;
/**
 * A pipe whose reader has gone, or a full disk, shows only when something is written. A blank before a line leaves it the
 * same JSON.
 */
const PROBE = " ";

/**
 * `destination` is a file, `stdout` or `stderr`. Throws a ConfigError when it cannot be written to now, which the first line,
 * `start`, shows.
 */
export function openAuditLog(destination: string, start: object): AuditLog {
  const dest = STREAMS[destination] ?? destination;
  const kept: string[] = [];
  let stream: ReturnType<typeof pino.destination> | undefined;
  let failure: string | undefined;

  function fail(error: NodeJS.ErrnoException): void {
    failure = explainFailure(error, destination);
  }

  function release(): void {
    stream?.destroy();
    stream = undefined;
  }

  /** Once it has failed, a stream is replaced: the next one writes what was kept, on a line of its own. */
  function flush(before = ""): void {
    const start = failure === undefined ? before : "\n";
    failure = undefined;
    try {
      stream ??= open(dest, fail);
      if (start !== "") {
        stream.write(start);
      }
      while (failure === undefined && kept[0] !== undefined) {
        stream.write(kept[0]);
        if (failure === undefined) {
          kept.shift();
        }
      }
    } catch (error) {
      fail(error as Error);
    }
    if (failure !== undefined) {
      release();
    }
  }

  const log: AuditLog = {
    write: (entry) => {
      if (kept.length >= MAX_LINES_KEPT) {
        flush();
      }
      if (kept.length >= MAX_LINES_KEPT) {
        return false;
      }
      kept.push(`${JSON.stringify(entry)}\n`);
      flush();
      return kept.length === 0;
    },
    check: () => {
      flush(PROBE);
      return failure;
    },
    problem: () => {
      if (failure !== undefined) {
        flush();
      }
      return failure;
    },
    reopen: () => {
      release();
      flush();
    },
    close: () => {
      log.problem();
      release();
    },
  };
  if (!log.write(start)) {
    throw new ConfigError(`AUDIT_LOG ${JSON.stringify(destination)} cannot be written to: ${failure}`);
  }
  return log;
}

/** The system reports a missing folder and a link to a missing file in the same words. */
function explainFailure({ code, message }: NodeJS.ErrnoException, destination: string): string {
  const folder = resolve(dirname(destination));
  return code === "ENOENT" && !existsSync(folder)
    ? `the folder ${folder} does not exist. Create it, or set AUDIT_LOG to a file in a folder that exists`
    : message;
}

function open(dest: string | number, onError: (error: Error) => void) {
  const stream = pino.destination({ dest, sync: true, append: true, mode: 0o600 });
  stream.on("error", onError);
  return stream;
}
