import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import pino from "pino";
import { ConfigError } from "../kit/errors.ts";

/** The destination of audit lines. Each is written at once, so no line is lost when the process ends. */
export interface AuditLog {
  /** Writes one line. Returns false if it could not: while there is room, the line is kept and written before the next one. */
  write(entry: object): boolean;
  /** Tests, before a change is sent, whether a line can be written. Returns the reason if it cannot. */
  check(): string | undefined;
  /** The reason why lines cannot be written, if so. If the last attempt failed, this makes another one. */
  problem(): string | undefined;
  /** Reopens the file, for log rotation. */
  reopen(): void;
  close(): void;
}

const STREAMS: Readonly<Record<string, number>> = { stdout: 1, stderr: 2 };
/** If the operator allows writes without an audit, the kept lines must not fill the memory. */
const MAX_LINES_KEPT = 1000;
/**
 * Only an attempt to write shows that the reader of a pipe has gone or that the disk is full. A blank before a line does not
 * change its JSON.
 */
const PROBE = " ";

/**
 * `destination` is a file, `stdout` or `stderr`. Writes `start` as the first line, and throws a ConfigError if that fails.
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

  /** A stream that has failed is replaced. The next one writes the kept lines, beginning on a new line. */
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
