import type { FastifyRequest } from "fastify";
import { isLoopback } from "../kit/loopback.ts";

/** A name or an IPv6 address, with or without a port. Anything else in a Host header must not get into a snippet. */
const HOST_PATTERN = /^([a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;
/** A path without a final slash. It appears only in links to this site. */
const PREFIX_PATTERN = /^(?:\/[a-z0-9_-][a-z0-9_.-]*)+$/i;

export interface PublicOrigin {
  /** `https://mcp.example.com` */
  readonly origin: string;
  /** The part of each path that a proxy removes before it forwards a request: `/shop`, or empty. */
  readonly prefix: string;
  /** Others on the network could read a key that is sent there. */
  readonly isExposed: boolean;
}

/** The address of this server as the browser sees it; undefined if the Host header is not a host. */
export function readPublicOrigin(request: FastifyRequest): PublicOrigin | undefined {
  const name = HOST_PATTERN.exec(request.host)?.[1];
  if (name === undefined) {
    return undefined;
  }
  const isThisMachine = isLoopback(name);
  // To other machines, browsers send this header over TLS only. A proxy without X-Forwarded-Proto has ended the TLS.
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
