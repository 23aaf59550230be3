import { constants } from "node:os";
import type { FastifyBaseLogger } from "fastify";

/** npm forwards Ctrl-C to a process that has already received it from the terminal. */
const SAME_KEYSTROKE_MS = 250;

interface StopOptions {
  readonly log: Pick<FastifyBaseLogger, "info" | "warn" | "fatal">;
  /** Finishes the calls in progress, then closes everything. */
  readonly close: (reason: string) => Promise<void>;
  /** The number of calls in progress. */
  readonly callsInProgress: () => number;
  /** A stop that takes longer is a defect: no call may take so long. The process is then ended. */
  readonly maxMs: number;
  readonly exit?: (code: number) => void;
}

interface Stop {
  /** Stops the process. Further calls do nothing. */
  begin(reason: string): void;
  readonly hasBegun: () => boolean;
}

/** Stops the process on the first signal, and ends it at once on the second. */
export function stopOnSignal({ log, close, callsInProgress, maxMs, exit = process.exit }: StopOptions): Stop {
  let begunAt: number | undefined;

  async function end(reason: string): Promise<void> {
    const bound = setTimeout(() => {
      log.fatal({ maxMs }, "the stop takes too long: the process ends with calls unfinished");
      exit(1);
    }, maxMs);
    await close(reason);
    clearTimeout(bound);
    log.info({ reason }, "stopped");
    exit(0);
  }

  const stop: Stop = {
    begin: (reason) => {
      if (begunAt === undefined) {
        begunAt = performance.now();
        log.info(
          { reason, callsInProgress: callsInProgress(), maxSeconds: Math.ceil(maxMs / 1000) },
          "stopping: finishing the calls in progress; a second signal ends at once",
        );
        void end(reason);
      }
    },
    hasBegun: () => begunAt !== undefined,
  };
  const onSignal = (signal: "SIGTERM" | "SIGINT") => {
    if (begunAt === undefined) {
      stop.begin(signal);
    } else if (signal === "SIGTERM" || performance.now() - begunAt > SAME_KEYSTROKE_MS) {
      log.warn(
        { reason: signal, callsInProgress: callsInProgress() },
        "second signal to stop: ending at once, with calls unfinished",
      );
      exit(128 + constants.signals[signal]);
    }
  };
  process.on("SIGTERM", onSignal).on("SIGINT", onSignal);
  return stop;
}
