import type { FastifyInstance, FastifyRequest } from "fastify";

const PROXY_HEADERS = ["x-forwarded-for", "forwarded"];

/** Warns once if there seems to be a proxy in front that is not trusted: all callers would count as one address. */
export function warnOfProxy(scope: FastifyInstance, trustedProxies: readonly string[]): void {
  if (trustedProxies.length > 0) {
    return;
  }
  let isWarned = false;
  scope.addHook("onRequest", (request, _, done) => {
    const header = isWarned ? undefined : proxyHeader(request);
    if (header !== undefined) {
      isWarned = true;
      scope.log.warn(
        `A request came with ${header} and TRUSTED_PROXIES is empty: all callers behind that proxy count as one address, so one caller with wrong keys shuts out the others. Set TRUSTED_PROXIES to the proxy's address.`,
      );
    }
    done();
  });
}

function proxyHeader({ headers }: FastifyRequest): string | undefined {
  return PROXY_HEADERS.find((name) => headers[name] !== undefined);
}
