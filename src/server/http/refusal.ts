import type { ServerResponse } from "node:http";
import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from "fastify";

/** An answer that turns a request away, as data: whoever decides does not send. */
export interface Refusal {
  readonly status: number;
  /** Of the JSON-RPC error. */
  readonly code: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string | number>>;
}

/** Decides about a request before it is served. The response is for those that need to know when it is over. */
export type Judge = (
  request: FastifyRequest,
  response: ServerResponse,
) => Refusal | undefined | Promise<Refusal | undefined>;

/**
 * A hook that asks the judges in their order and answers with the first refusal. It takes `done` and returns nothing: a
 * reply that an async function returns is awaited, and resolves to undefined.
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

export function sendRefusal(reply: FastifyReply, { status, code, message, headers = {} }: Refusal): FastifyReply {
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
