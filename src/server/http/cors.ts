import cors from "@fastify/cors";
import { localhostAllowedOrigins, validateOriginHeader } from "@modelcontextprotocol/server";
import type { FastifyInstance } from "fastify";
import { refuseOtherOrigins } from "./allowed-names.ts";

/** The headers of an answer that a page may read. */
const EXPOSED_HEADERS = ["mcp-session-id", "x-request-id", "retry-after", "www-authenticate"];
/** No browser keeps the answer to a preflight longer than this. */
const PREFLIGHT_KEPT_SECONDS = 7200;

/** Allows calls from web pages of these hosts and of this machine, and refuses those from all others. */
export async function allowOrigins(scope: FastifyInstance, hostNames: readonly string[]): Promise<void> {
  const allowed = [...localhostAllowedOrigins(), ...hostNames];
  scope.addHook("onRequest", refuseOtherOrigins(hostNames));
  await scope.register(cors, {
    origin: (origin, done) => done(null, origin !== undefined && validateOriginHeader(origin, allowed).ok),
    // GET and DELETE are answered with 405, which a client in a page must be able to read.
    methods: ["GET", "POST", "DELETE"],
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: PREFLIGHT_KEPT_SECONDS,
    strictPreflight: false,
  });
}
