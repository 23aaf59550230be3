import type { FastifyInstance } from "fastify";

/** `/health`: the process answers. `/ready`: it wants new requests; not so once it was told to stop. */
export function healthRoutes(app: FastifyInstance): void {
  let isDraining = false;
  app.addHook("preClose", async () => {
    isDraining = true;
  });
  app.get("/health", async () => ({ status: "ok" }));
  app.get("/ready", async (_, reply) =>
    isDraining ? reply.code(503).send({ status: "draining" }) : { status: "ready" },
  );
}
