import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { functionOf } from "./addresses.ts";
import { type Fault, type FaultKind, type FaultSwitch, isCarriedOut } from "./faults.ts";

const LARGE_ANSWER_BYTES = 5 * 1024 * 1024;
const DRIP_PIECES = 20;
const DRIP_PAUSE_MS = 10;
const WAIT_CODE = 12;

declare module "fastify" {
  interface FastifyRequest {
    fault: Fault | undefined;
  }
}

/** Makes calls fail as the switch says. */
export function faultHooks(app: FastifyInstance, faults: FaultSwitch): void {
  app.decorateRequest("fault", undefined);
  app.addHook("onRequest", async (request, reply) => {
    const functionName = functionOf(request);
    request.fault = functionName === undefined ? undefined : faults.take(functionName);
    if (request.fault?.kind === "reset-before") {
      reply.hijack();
      request.raw.socket.destroy();
    }
  });
  app.addHook("preHandler", async (request, reply) => {
    if (request.fault && !isCarriedOut(request.fault)) {
      return refuse(request.fault, reply);
    }
    return undefined;
  });
  app.addHook("onSend", async (request, reply, payload) =>
    request.fault && isCarriedOut(request.fault) ? spoil(request.fault.kind, request, reply, String(payload)) : payload,
  );
}

/** Faults before the function is carried out. */
function refuse({ kind, retry_after }: Fault, reply: FastifyReply): FastifyReply {
  switch (kind) {
    case "status-500":
      return reply.code(500).type("text/plain").send("Internal Server Error");
    case "status-429":
      return reply.code(429).header("retry-after", retry_after).type("text/plain").send("Too Many Requests");
    case "bad-gateway":
      return reply.code(502).type("text/html").send("<html><body><h1>502 Bad Gateway</h1></body></html>");
    case "busy-code":
      return reply.send({ api_version: "1.2", result: "error", code: WAIT_CODE, message: "Too many requests" });
    default:
      // Silence: the connection stays open until the caller gives up.
      return reply.hijack();
  }
}

/** Faults after the function was carried out. */
function spoil(kind: FaultKind, request: FastifyRequest, reply: FastifyReply, payload: string): unknown {
  switch (kind) {
    case "reset-after":
      request.raw.socket.destroy();
      return payload;
    case "truncated":
      return payload.slice(0, Math.floor(payload.length / 2));
    case "large":
      return enlarge(payload);
    case "wrong-type":
      reply.type("text/html; charset=utf-8");
      return payload;
    case "gzip":
      return compress(request, reply, payload);
    case "key-pending":
    case "key-aborted":
      // The function itself has answered with the state.
      return payload;
    default:
      reply.removeHeader("content-length");
      return Readable.from(drip(payload));
  }
}

function enlarge(payload: string): string {
  const envelope = JSON.parse(payload) as { data?: unknown };
  const padding = "x".repeat(LARGE_ANSWER_BYTES);
  const data =
    typeof envelope.data === "object" && !Array.isArray(envelope.data) ? { ...envelope.data, padding } : [padding];
  return JSON.stringify({ ...envelope, data });
}

function compress({ headers }: FastifyRequest, reply: FastifyReply, payload: string): string | Buffer {
  if (!/\bgzip\b/.test(String(headers["accept-encoding"] ?? ""))) {
    return payload;
  }
  reply.header("content-encoding", "gzip").removeHeader("content-length");
  return gzipSync(payload);
}

async function* drip(payload: string): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(payload);
  const size = Math.ceil(bytes.length / DRIP_PIECES);
  for (let start = 0; start < bytes.length; start += size) {
    yield bytes.subarray(start, start + size);
    await pause(DRIP_PAUSE_MS);
  }
}
