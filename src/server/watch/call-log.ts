import type { FastifyBaseLogger } from "fastify";
import type { CallWatcher } from "../call/call-watch.ts";
import { outcomeName } from "./audit-entry.ts";

/** Writes one line per call to the server's own log: the key, the tool and the outcome, but no arguments. */
export function createCallLog(log: Pick<FastifyBaseLogger, "info" | "error">): CallWatcher {
  return ({ tool, calledAs, key, requestId, traceParent, client }) => ({
    end: (outcome) => {
      const { name, functionName, access } = tool.definition;
      const line = {
        requestId,
        ...(traceParent && { traceId: traceParent.traceId }),
        key: `${key.number}#${key.hash}`,
        ...(client && { client: client.name }),
        tool: name,
        ...(calledAs !== undefined && { calledAs }),
        function: functionName,
        access,
        outcome: outcomeName(outcome),
        ...(outcome.confirmation && { confirmation: outcome.confirmation }),
        upstreamRequests: outcome.upstreamRequests,
        durationMs: Math.round(outcome.durationMs),
      };
      if (outcome.errorKind === "internal" || outcome.errorKind === "operator") {
        log.error({ ...line, err: outcome.error }, "tool call");
      } else {
        log.info(line, "tool call");
      }
    },
  });
}
