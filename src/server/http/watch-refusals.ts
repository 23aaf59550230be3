import type { FastifyInstance } from "fastify";
import { addressOf } from "../kit/address-of.ts";
import type { RefusalReason } from "../watch/refusal-log.ts";

/** The statuses that say enough. Neither is 401: a web agent that begins to connect gets it as a first step. */
const REASONS: Readonly<Record<number, RefusalReason>> = {
  400: "request",
  404: "path",
  405: "path",
  406: "request",
  413: "request",
  415: "request",
  429: "rate_limit",
};

/** Reports every request that is refused before a call, whichever part of the server answers it. */
export function watchRefusals(app: FastifyInstance, note: (address: string, reason: RefusalReason) => void): void {
  app.decorateReply("refusedFor", null);
  app.addHook("onResponse", (request, reply, done) => {
    const reason = reply.refusedFor ?? REASONS[reply.statusCode];
    if (reason !== undefined) {
      note(addressOf(request.ip), reason);
    }
    done();
  });
}
