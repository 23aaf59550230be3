import cors from "@fastify/cors";
import { localhostAllowedOrigins, validateOriginHeader } from "@modelcontextprotocol/server";
import type { FastifyInstance } from "fastify";
import { refuseOtherOrigins } from "./allowed-names.ts";

/** What a page may read of an answer besides its body. */
const EXPOSED_HEADERS = ["mcp-session-id", "x-request-id", "retry-after", "www-authenticate"];
/** No browser keeps the answer to a preflight for longer. */
const PREFLIGHT_KEPT_SECONDS = 7200;

/** Lets the web pages of these hosts, and of this machine, call; those of others are refused. */
export async function allowOrigins(scope: FastifyInstance, hostNames: readonly string[]): Promise<void> {
  const allowed = [...localhostAllowedOrigins(), ...hostNames];
  scope.addHook("onRequest", refuseOtherOrigins(hostNames));
  await scope.register(cors, {
    origin: (origin, done) => done(null, origin !== undefined && validateOriginHeader(origin, allowed).ok),
    // GET and DELETE are answered with 405, which a client in a page has to be able to read.
    methods: ["GET", "POST", "DELETE"],
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: PREFLIGHT_KEPT_SECONDS,
    strictPreflight: false,
  });
}
