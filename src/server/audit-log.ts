import pino from "pino";
import { ConfigError } from "./errors.ts";

/** Where the audit lines go. Each is written at once, so that no stop of the process can lose one. */
export interface AuditLog {
  /** Writes one line; false when it could not. It is kept then, and written before the next one. */
  write(entry: object): boolean;
  /** What keeps lines from being written, after one more try; undefined when nothing does. */
  problem(): string | undefined;
  /** Opens the file anew, for log rotation. */
  reopen(): void;
  close(): void;
}

const STREAMS: Readonly<Record<string, number>> = { stdout: 1, stderr: 2 };
/** Where the operator lets writes go on without an audit, the kept lines must not fill the memory. */
const MOST_LINES_KEPT = 1000;

/**
 * `destination` is a file, `stdout` or `stderr`. Throws a ConfigError when it cannot be written to now, which the first line,
 * `start`, shows.
 */
export function openAuditLog(destination: string, start: object): AuditLog {
  const dest = STREAMS[destination] ?? destination;
  const kept: string[] = [];
  let stream: ReturnType<typeof pino.destination> | undefined;
  let failure: Error | undefined;

  function fail(error: Error): void {
    failure = error;
  }

  function release(): void {
    stream?.destroy();
    stream = undefined;
  }

  /** A stream that failed once is given up: what it holds is written again, on a line of its own, by the next. */
  function flush(): void {
    const isRetry = failure !== undefined;
    failure = undefined;
    try {
      stream ??= open(dest, fail);
      if (isRetry && kept.length > 0) {
        stream.write("\n");
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
      if (kept.length < MOST_LINES_KEPT) {
        kept.push(`${JSON.stringify(entry)}\n`);
      }
      flush();
      return failure === undefined;
    },
    problem: () => {
      if (failure) {
        flush();
      }
      return failure?.message;
    },
    reopen: () => {
      release();
      flush();
    },
    close: release,
  };
  if (!log.write(start)) {
    throw new ConfigError(`AUDIT_LOG ${JSON.stringify(destination)} cannot be written to: ${failure?.message}`);
  }
  return log;
}

function open(dest: string | number, onError: (error: Error) => void) {
  const stream = pino.destination({ dest, sync: true, append: true, mode: 0o600 });
  stream.on("error", onError);
  return stream;
}
