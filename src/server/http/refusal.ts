import type { ServerResponse } from "node:http";
import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from "fastify";
import type { RefusalReason } from "../watch/refusal-log.ts";

/** An answer that refuses a request, as data: a judge decides but does not send. */
export interface Refusal {
  readonly status: number;
  /** The code of the JSON-RPC error. */
  readonly code: number;
  readonly message: string;
  /** For log and metrics, if the status does not show it. */
  readonly reason?: RefusalReason | undefined;
  readonly headers?: Readonly<Record<string, string | number>>;
}

/** Decides about a request before it is served. A judge can use the response to learn when the request has ended. */
export type Judge = (
  request: FastifyRequest,
  response: ServerResponse,
) => Refusal | undefined | Promise<Refusal | undefined>;

/**
 * A hook that asks the judges in order and sends the first refusal. It takes `done` and returns nothing, because Fastify
 * awaits a reply that an async function returns, which then resolves to undefined.
 */
export function refuseBy(judges: readonly Judge[]) {
  return (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction): void => {
    firstRefusal(judges, request, reply.raw).then((refusal) => {
      if (refusal) {
        sendRefusal(reply, refusal);
      } else {
        done();
      }
    }, done);
  };
}

export function sendRefusal(
  reply: FastifyReply,
  { status, code, message, reason, headers = {} }: Refusal,
): FastifyReply {
  reply.refusedFor = reason ?? null;
  return reply
    .code(status)
    .headers({ ...headers })
    .send({ jsonrpc: "2.0", error: { code, message }, id: null });
}

async function firstRefusal(
  judges: readonly Judge[],
  request: FastifyRequest,
  response: ServerResponse,
): Promise<Refusal | undefined> {
  for (const judge of judges) {
    const refusal = await judge(request, response);
    if (refusal) {
      return refusal;
    }
  }
  return undefined;
}
