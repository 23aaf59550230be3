import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { UnreadableBodyError } from "./json-body.ts";
import { prepareProblem, sendPage, wantsPage } from "./page.ts";
import { sendRefusal } from "./refusal.ts";

const PARSE_ERROR = -32700;
const INVALID_REQUEST = -32600;
const INTERNAL_ERROR = -32603;

const MESSAGES: Readonly<Record<number, { code: number; message: string }>> = {
  400: { code: PARSE_ERROR, message: "The body is not JSON. Send one JSON-RPC message." },
  413: { code: INVALID_REQUEST, message: "The body is larger than 1 MiB. Send less in one call." },
  415: { code: INVALID_REQUEST, message: "The body is not JSON. Send it with Content-Type: application/json." },
};

/** Answers an address that the router cannot read. Fastify's own answer repeats the address, which may contain a key. */
export async function refuseAddressErrors(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const status = error.statusCode ?? 400;
  if (wantsPage(request)) {
    sendPage(reply, await prepareProblem(request, "unreadable", status));
    return;
  }
  const message = "The path of the address cannot be read. The MCP endpoint is / or /mcp.";
  sendRefusal(reply, { status, code: INVALID_REQUEST, message });
}

/** Sends HTTP errors as JSON-RPC errors, in our own words, because a parser's message may quote the body. */
export function httpErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    const known =
      error instanceof UnreadableBodyError ? { code: error.rpcCode, message: error.message } : MESSAGES[status];
    if (status >= 500) {
      request.log.error({ err: error }, "request failed");
    }
    const fallback = {
      code: status < 500 ? INVALID_REQUEST : INTERNAL_ERROR,
      message: status < 500 ? "The request cannot be read." : `This server failed, request ${request.id}.`,
    };
    return reply.code(status).send({ jsonrpc: "2.0", error: known ?? fallback, id: null });
  });
  app.setNotFoundHandler(async (request, reply) =>
    wantsPage(request)
      ? sendPage(reply, await prepareProblem(request, "nothingHere", 404))
      : reply.code(404).send({
          error: "Nothing is served here. The MCP endpoint is / or /mcp; /health and /ready report the server's state.",
        }),
  );
}
