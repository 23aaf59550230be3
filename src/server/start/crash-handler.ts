import type { FastifyBaseLogger } from "fastify";

/**
 * Ends the process on an uncaught error, because its state is then unknown. The reason is logged, with keys removed; Node
 * itself would print the whole error, including the headers of a request.
 */
export function endOnDefect(log: Pick<FastifyBaseLogger, "fatal">): void {
  process.on("uncaughtException", (error, origin) => {
    log.fatal({ err: error, origin }, "defect: the process ends");
    process.exit(1);
  });
}
