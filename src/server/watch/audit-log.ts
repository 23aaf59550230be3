import { ConfigError } from "../kit/errors.ts";
import { createLineWriter, type LineSink } from "./line-writer.ts";

/** The destination of audit lines. Each is written at once, so no line is lost when the process ends. */
export interface AuditLog {
  /** Writes one line. Returns false if it could not: while there is room, the line is kept and written before the next one. */
  write(entry: object): boolean;
  /** Tests, before a change is sent, whether a line can be written. Returns the reason if it cannot. */
  check(): string | undefined;
  /** The reason why lines cannot be written, if so. If the last attempt failed, this makes another one. */
  problem(): string | undefined;
  /** Takes an entry that is written if the process ends before the returned function is called. */
  expect(entry: () => object): () => void;
  /** For the end of the process: writes the entries that were expected until then. */
  writeExpected(): void;
  /** Has this called whenever lines can be written again after they could not. */
  onRecovery(listener: () => void): void;
  /** Reopens the file, for log rotation. */
  reopen(): void;
  close(): void;
}

/** If the operator allows writes without an audit, the kept lines must not fill the memory. */
export const MAX_LINES_KEPT = 1000;
/**
 * Only an attempt to write shows that the reader of a pipe has gone or that the disk is full. A blank before a line does not
 * change its JSON.
 */
const PROBE = " ";

/** `destination` is a file, `stdout` or `stderr`, or takes the lines itself. Throws a ConfigError if it cannot be written to. */
export function openAuditLog(destination: string | LineSink): AuditLog {
  const listeners: (() => void)[] = [];
  const expected = new Set<() => object>();
  const lines = createLineWriter(destination, () => {
    for (const listener of listeners) {
      listener();
    }
  });
  const log: AuditLog = {
    write: (entry) => {
      if (lines.kept() >= MAX_LINES_KEPT) {
        lines.flush();
      }
      if (lines.kept() >= MAX_LINES_KEPT) {
        return false;
      }
      lines.add(`${JSON.stringify(entry)}\n`);
      lines.flush();
      return lines.kept() === 0;
    },
    check: () => {
      lines.flush(PROBE);
      return lines.failure();
    },
    problem: () => {
      if (lines.failure() !== undefined) {
        lines.flush();
      }
      return lines.failure();
    },
    expect: (entry) => {
      expected.add(entry);
      return () => void expected.delete(entry);
    },
    writeExpected: () => {
      for (const entry of expected) {
        log.write(entry());
      }
      expected.clear();
    },
    onRecovery: (listener) => void listeners.push(listener),
    reopen: () => {
      lines.release();
      lines.flush();
    },
    close: () => {
      log.problem();
      lines.release();
    },
  };
  const problem = log.check();
  if (problem !== undefined) {
    throw new ConfigError(`AUDIT_LOG ${JSON.stringify(destination)} cannot be written to: ${problem}`);
  }
  return log;
}
