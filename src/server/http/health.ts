import type { FastifyInstance } from "fastify";

/**
 * `/health`: the process answers. `/ready`: it accepts new requests, but not while it is stopping or has to refuse changes.
 * `refusal` gives the reason why changes are refused and reveals nothing else about this machine, because anyone may ask.
 */
export function healthRoutes(app: FastifyInstance, refusal: () => string | undefined): void {
  let isDraining = false;
  app.addHook("preClose", async () => {
    isDraining = true;
  });
  app.get("/health", async () => ({ status: "ok" }));
  app.get("/ready", async (_, reply) => {
    if (isDraining) {
      return reply.code(503).send({ status: "draining" });
    }
    const reason = refusal();
    return reason === undefined ? { status: "ready" } : reply.code(503).send({ status: "not ready", reason });
  });
}
