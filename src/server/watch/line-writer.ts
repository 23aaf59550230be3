import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import pino from "pino";

/** Lines on their way to their destination. A line that cannot be written is kept. */
interface LineWriter {
  add(line: string): void;
  /** Writes `before` and the kept lines. A stream that has failed is replaced; the next one begins on a new line. */
  flush(before?: string): void;
  /** The number of lines that are not written yet. */
  kept(): number;
  /** The reason why the last attempt to write failed, if it did. */
  failure(): string | undefined;
  /** Closes the stream. The next attempt to write opens another one. */
  release(): void;
}

/** The receiver of lines that are not written as they are. */
export interface LineSink {
  write(line: string): void;
}

type LineStream = LineSink & { destroy(): void };

const STREAMS: Readonly<Record<string, number>> = { stdout: 1, stderr: 2 };

/**
 * `destination` is a file, `stdout` or `stderr`, or takes the lines itself. It is opened by the first attempt to write.
 * `onRecovery` is called by an attempt that succeeds after one that failed.
 */
export function createLineWriter(destination: string | LineSink, onRecovery: () => void): LineWriter {
  const dest = typeof destination === "string" ? (STREAMS[destination] ?? destination) : destination;
  const kept: string[] = [];
  let stream: LineStream | undefined;
  let failure: string | undefined;

  function fail(error: NodeJS.ErrnoException): void {
    failure = explainFailure(error, String(destination));
  }

  function release(): void {
    stream?.destroy();
    stream = undefined;
  }

  function writeKept(start: string): void {
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
  }

  function flush(before = ""): void {
    const hadFailed = failure !== undefined;
    const start = hadFailed ? "\n" : before;
    failure = undefined;
    try {
      writeKept(start);
    } catch (error) {
      fail(error as Error);
    }
    if (failure !== undefined) {
      release();
    } else if (hadFailed) {
      onRecovery();
    }
  }

  return { add: (line) => kept.push(line), flush, kept: () => kept.length, failure: () => failure, release };
}

/** The system reports a missing folder and a link to a missing file in the same words. */
function explainFailure({ code, message }: NodeJS.ErrnoException, destination: string): string {
  const folder = resolve(dirname(destination));
  return code === "ENOENT" && !existsSync(folder)
    ? `the folder ${folder} does not exist. Create it, or set AUDIT_LOG to a file in a folder that exists`
    : message;
}

function open(dest: string | number | LineSink, onError: (error: Error) => void): LineStream {
  if (typeof dest === "object") {
    return { write: dest.write, destroy: () => undefined };
  }
  const stream = pino.destination({ dest, sync: true, append: true, mode: 0o600 });
  stream.on("error", onError);
  return stream;
}
