import type { FastifyInstance } from "fastify";

/**
 * `/health`: the process answers. `/ready`: it wants new requests, which it does not once it stops or while it has to refuse
 * changes. `refusal` says why changes are refused, and nothing else about this machine: anybody may ask.
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
