import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from "fastify";
import type { Metrics } from "../watch/metrics.ts";

/** `/metrics` on a separate server, so it is never reachable at the endpoint's address. Not yet listening. */
export function buildMetricsApp(metrics: Metrics): FastifyInstance {
  const app = fastify({
    logger: false,
    forceCloseConnections: true,
    frameworkErrors: refuse,
  });
  app.get("/metrics", async (_, reply) => reply.type(metrics.contentType).send(await metrics.text()));
  app.setNotFoundHandler((request, reply) => refuse({ statusCode: 404 }, request, reply));
  return app;
}

/** Replaces Fastify's own answers, which repeat the address. */
function refuse({ statusCode = 400 }: { statusCode?: number }, _: FastifyRequest, reply: FastifyReply): void {
  reply.code(statusCode).send({ error: "Only /metrics is served here." });
}
