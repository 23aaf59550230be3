import { once } from "node:events";
import type { McpHttpHandler } from "@modelcontextprotocol/server";
import type { FastifyReply, FastifyRequest } from "fastify";

/** The SDK looks at method, headers and body of a request. Where it was sent, Fastify has judged before. */
const ANY_ADDRESS = "http://localhost/";

/**
 * Has the SDK's handler answer a request whose body Fastify has parsed. The SDK's own adapter for Node would print that
 * body again for a `Request` that nobody reads it from (docs/performance.md).
 */
export async function serveWeb(request: FastifyRequest, reply: FastifyReply, handler: McpHttpHandler): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  const gone = new AbortController();
  raw.on("close", () => raw.writableFinished || gone.abort());
  const asked = new Request(ANY_ADDRESS, { method: "POST", headers: webHeaders(request), signal: gone.signal });
  const { authInfo } = request;
  const response = await handler.fetch(asked, { ...(authInfo && { authInfo }), parsedBody: request.body });
  raw.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body) {
    await pour(response.body, raw, gone.signal);
  }
  raw.end();
}

function webHeaders({ headers }: FastifyRequest): Headers {
  const web = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) {
      web.set(name, String(value));
    }
  }
  return web;
}

/** Writes no faster than the client reads, and stops when it is gone. */
async function pour(body: ReadableStream<Uint8Array>, raw: FastifyReply["raw"], gone: AbortSignal): Promise<void> {
  try {
    for await (const chunk of body) {
      if (gone.aborted) {
        return;
      }
      if (!raw.write(chunk)) {
        await once(raw, "drain", { signal: gone });
      }
    }
  } catch (error) {
    if (!gone.aborted) {
      throw error;
    }
  }
}
