import type { FastifyBaseLogger } from "fastify";

/**
 * Ends the process on a defect that nobody caught, since its state is unknown then, and says why through the log, which
 * takes keys out of errors. Node itself would print all that the error holds, a request's headers included.
 */
export function endOnDefect(log: Pick<FastifyBaseLogger, "fatal">): void {
  process.on("uncaughtException", (error, origin) => {
    log.fatal({ err: error, origin }, "defect: the process ends");
    process.exit(1);
  });
}
