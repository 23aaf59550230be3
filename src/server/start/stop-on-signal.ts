import { constants } from "node:os";
import type { FastifyBaseLogger } from "fastify";

/** npm passes Ctrl-C on to a process that the terminal has sent it to already. */
const SAME_KEYSTROKE_MS = 250;

export interface StopOptions {
  readonly log: Pick<FastifyBaseLogger, "info" | "warn" | "fatal">;
  /** Finishes what is in flight, then closes everything. */
  readonly close: (reason: string) => Promise<void>;
  /** A stop that takes longer than anything in flight may is a defect, and ended. */
  readonly maxMs: number;
  readonly exit?: (code: number) => void;
}

export interface Stop {
  /** Stops the process, once. */
  begin(reason: string): void;
  readonly hasBegun: () => boolean;
}

/** Stops the process on the first signal to end, and ends it at once on the second. */
export function stopOnSignal({ log, close, maxMs, exit = process.exit }: StopOptions): Stop {
  let begunAt: number | undefined;

  async function end(reason: string): Promise<void> {
    const bound = setTimeout(() => {
      log.fatal({ maxMs }, "the stop takes too long: the process ends with calls unfinished");
      exit(1);
    }, maxMs);
    await close(reason);
    clearTimeout(bound);
    exit(0);
  }

  const stop: Stop = {
    begin: (reason) => {
      if (begunAt === undefined) {
        begunAt = performance.now();
        log.info({ reason }, "stopping: finishing what is in flight");
        void end(reason);
      }
    },
    hasBegun: () => begunAt !== undefined,
  };
  const onSignal = (signal: "SIGTERM" | "SIGINT") => {
    if (begunAt === undefined) {
      stop.begin(signal);
    } else if (signal === "SIGTERM" || performance.now() - begunAt > SAME_KEYSTROKE_MS) {
      log.warn({ reason: signal }, "second signal to stop: ending at once, with calls unfinished");
      exit(128 + constants.signals[signal]);
    }
  };
  process.on("SIGTERM", onSignal).on("SIGINT", onSignal);
  return stop;
}
