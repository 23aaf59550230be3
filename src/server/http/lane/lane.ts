import type { AuthInfo, McpServerFactory, Server } from "@modelcontextprotocol/server";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { RequestExtra } from "../../mcp/request-extra.ts";
import { type AdmittedRequest, admit } from "./admit.ts";
import { DirectTransport, type Outcome } from "./direct-transport.ts";
import { createPreparedResults } from "./prepared-results.ts";
import { openAnswer, writeJson } from "./write-answer.ts";

/** Answers a request, or resolves to false and leaves it to the SDK's handler. */
export type Lane = (request: FastifyRequest, reply: FastifyReply) => Promise<boolean>;

interface LaneOptions {
  readonly factory: McpServerFactory;
  /** The time after which a 2025 client gets an event stream, if it can read one. */
  readonly streamAfterMs?: number | undefined;
}

const STREAM_AFTER_MS = 10_000;

/**
 * The direct lane: a single well-formed request goes to the SDK's server without the SDK's HTTP handler and its `Request`,
 * `Response` and streams (docs/decisions/0014-the-direct-lane.md). A result that depends only on the surface is kept as bytes.
 */
export function createLane({ factory, streamAfterMs = STREAM_AFTER_MS }: LaneOptions): Lane {
  const prepared = createPreparedResults();
  return async (request, reply) => {
    const { authInfo } = request;
    const admitted = authInfo && admit(request);
    if (!admitted) {
      return false;
    }
    const { surface } = authInfo.extra as unknown as RequestExtra;
    const { constant, message } = admitted;
    const known = constant && prepared.answer(surface, constant, message.id);
    if (known) {
      writeJson(reply.hijack(), ...known);
      return true;
    }
    const server = (await factory({ era: admitted.classification ? "modern" : "legacy", authInfo })) as Server;
    const answer = openAnswer(reply.hijack(), admitted.readsStreams ? streamAfterMs : undefined);
    const outcome = await exchange(server, admitted, authInfo, reply);
    if (typeof outcome !== "object") {
      answer.cancel();
      return outcome !== "refused";
    }
    if (constant && "result" in outcome) {
      prepared.keep(surface, constant, outcome.result);
    }
    answer.end(JSON.stringify(outcome));
    return true;
  };
}

/** Has a server answer, unless the client leaves. It may have left while its key was checked. */
async function exchange(
  server: Server,
  admitted: AdmittedRequest,
  authInfo: AuthInfo,
  { raw }: FastifyReply,
): Promise<Outcome> {
  const transport = new DirectTransport(admitted);
  await server.connect(transport);
  const leave = () => void transport.close();
  raw.once("close", leave);
  const outcome = raw.destroyed ? undefined : await transport.exchange(admitted, { authInfo });
  raw.off("close", leave);
  return outcome;
}
