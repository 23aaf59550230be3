import type { FastifyInstance, FastifyRequest } from "fastify";

const PROXY_HEADERS = ["x-forwarded-for", "x-forwarded-proto", "forwarded"];
/** Any caller can send such a header. The proxy is warned about all the same, but callers cannot fill the log. */
const MAX_WARNINGS = 5;
const CONSEQUENCE =
  "all callers behind that proxy count as one address, so one caller with wrong keys shuts out the others";

/** Warns of each proxy in front that is not trusted: all callers would count as one address. */
export function warnOfProxy(scope: FastifyInstance, trustedProxies: readonly string[]): void {
  const warnedOf = new Set<string>();
  const limit = trustedProxies.length === 0 ? 1 : MAX_WARNINGS;
  scope.addHook("onRequest", (request, _, done) => {
    const header = warnedOf.size < limit ? untrustedHeader(request) : undefined;
    const peer = request.socket.remoteAddress ?? "an unknown address";
    if (header !== undefined && !warnedOf.has(peer)) {
      warnedOf.add(peer);
      scope.log.warn(
        trustedProxies.length === 0
          ? `A request came with ${header} from ${peer}, and TRUSTED_PROXIES is empty: ${CONSEQUENCE}. Set TRUSTED_PROXIES to the proxy's address.`
          : `A request came with ${header} from ${peer}, which TRUSTED_PROXIES does not list. If that is your proxy, ${CONSEQUENCE}: add its address. Otherwise a caller has sent the header.`,
      );
    }
    done();
  });
}

/** With a trusted peer, the addresses of the request are those that the proxies have passed on. */
function untrustedHeader({ headers, ips, ip, socket }: FastifyRequest): string | undefined {
  const isTrusted = (ips?.length ?? 0) > 1 || ip !== socket.remoteAddress;
  return isTrusted ? undefined : PROXY_HEADERS.find((name) => headers[name] !== undefined);
}
