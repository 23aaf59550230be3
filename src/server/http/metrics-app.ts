import { type FastifyInstance, fastify } from "fastify";
import type { Metrics } from "../watch/metrics.ts";

/** `/metrics` on a server of its own, so that it is never reachable where the endpoint is. Not yet listening. */
export function buildMetricsApp(metrics: Metrics): FastifyInstance {
  const app = fastify({ logger: false, forceCloseConnections: true });
  app.get("/metrics", async (_, reply) => reply.type(metrics.contentType).send(await metrics.text()));
  return app;
}
