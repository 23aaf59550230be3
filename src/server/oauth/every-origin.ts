import type { FastifyInstance, FastifyReply } from "fastify";

const PREFLIGHT_KEPT_SECONDS = "7200";
const ALLOWED_HEADERS = "authorization, content-type, mcp-protocol-version";

/**
 * Lets pages of every site call a scope's endpoints: none of them depends on a cookie, and agents in a browser find the
 * server by them. By hand, because @fastify/cors can be registered only once, and the endpoint does with other origins.
 */
export function allowEveryOrigin(scope: FastifyInstance, method: "GET" | "POST", urls: readonly string[]): void {
  scope.addHook("onRequest", async (_, reply) => void openTo(reply));
  for (const url of urls) {
    scope.options(url, (_, reply) => {
      return reply
        .code(204)
        .headers({
          "access-control-allow-methods": method,
          "access-control-allow-headers": ALLOWED_HEADERS,
          "access-control-max-age": PREFLIGHT_KEPT_SECONDS,
        })
        .send();
    });
  }
}

function openTo(reply: FastifyReply): void {
  reply.headers({
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "www-authenticate, retry-after",
  });
}
