import type { FastifyRequest } from "fastify";
import { isLoopback } from "../kit/loopback.ts";

/** A name or an IPv6 address, with a port or without. What else a Host header may hold has no place in a snippet. */
const HOST_PATTERN = /^([a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;
/** A path, without the slash at its end. It comes back in links to this site alone. */
const PREFIX_PATTERN = /^(?:\/[a-z0-9_-][a-z0-9_.-]*)+$/i;

export interface PublicOrigin {
  /** `https://mcp.example.com` */
  readonly origin: string;
  /** What a proxy takes off every path before it passes a request on: `/shop`, or nothing. */
  readonly prefix: string;
  /** A key that is sent there can be read on the way. */
  readonly isExposed: boolean;
}

/** What the browser calls this server, or undefined for a Host that names none. */
export function readPublicOrigin(request: FastifyRequest): PublicOrigin | undefined {
  const name = HOST_PATTERN.exec(request.host)?.[1];
  if (name === undefined) {
    return undefined;
  }
  const isThisMachine = isLoopback(name);
  // Browsers tell other machines where a request comes from over TLS alone, so a proxy that says nothing ended it.
  const isEncrypted =
    request.protocol === "https" || (!isThisMachine && request.headers["sec-fetch-site"] !== undefined);
  return {
    origin: `${isEncrypted ? "https" : "http"}://${request.host.toLowerCase()}`,
    prefix: readPrefix(request.headers["x-forwarded-prefix"]),
    isExposed: !isEncrypted && !isThisMachine,
  };
}

function readPrefix(header: string | string[] | undefined): string {
  const path = String(header ?? "").replace(/\/$/, "");
  return PREFIX_PATTERN.test(path) ? path : "";
}
