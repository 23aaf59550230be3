import { once } from "node:events";
import type { OutgoingHttpHeaders } from "node:http";
import type { McpHttpHandler } from "@modelcontextprotocol/server";
import type { FastifyReply, FastifyRequest } from "fastify";
import { messageTexts } from "../kit/message-texts.ts";
import { ANY_ANSWER, wantsJson } from "./accepted-types.ts";

/**
 * The part of `Request` that the SDK reads if it gets the parsed body: neither the address, which Fastify has already
 * checked, nor a body. The standard class parses, copies and tracks its arguments.
 */
class PlainRequest {
  readonly method: string;
  readonly headers: { readonly get: (name: string) => string | null };
  readonly signal: AbortSignal;
  readonly body = null;

  constructor({ method, headers }: FastifyRequest, signal: AbortSignal) {
    this.method = method;
    const given = wantsJson(headers.accept) ? { ...headers, accept: ANY_ANSWER } : headers;
    this.headers = { get: (name) => given[name.toLowerCase()]?.toString() ?? null };
    this.signal = signal;
  }

  clone(): PlainRequest {
    return this;
  }
}

/**
 * Has the SDK's handler answer a request whose body Fastify has parsed. The SDK's own adapter for Node would serialise
 * that body again for a `Request` that never reads it (docs/performance.md).
 */
export async function serveWeb(request: FastifyRequest, reply: FastifyReply, handler: McpHttpHandler): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  // The client may have left while its key was checked. The SDK only notices clients that leave later.
  if (raw.destroyed) {
    return;
  }
  const gone = new AbortController();
  raw.on("close", () => raw.writableFinished || gone.abort());
  const asked = new PlainRequest(request, gone.signal) as unknown as Request;
  const { authInfo } = request;
  const answer = await handler.fetch(asked, { ...(authInfo && { authInfo }), parsedBody: request.body });
  const response = wantsJson(request.headers.accept) ? await toJson(answer, Array.isArray(request.body)) : answer;
  // Headers that hooks have set, such as those of CORS, are not added to a hijacked answer automatically.
  const hookHeaders = reply.getHeaders() as OutgoingHttpHeaders;
  raw.writeHead(response.status, { ...hookHeaders, ...Object.fromEntries(response.headers) });
  if (response.body) {
    await writeBody(response.body, raw, gone.signal);
  }
  raw.end();
}

/** An event stream as one body of JSON: the answer, or a list of them for a batch. */
async function toJson(response: Response, isBatch: boolean): Promise<Response> {
  const headers = new Headers(response.headers);
  if (!headers.get("content-type")?.startsWith("text/event-stream")) {
    return response;
  }
  // Notifications are left out: they are not answers.
  const texts = messageTexts(await response.text()).filter((text) => "id" in (JSON.parse(text) as object));
  headers.set("content-type", "application/json");
  return new Response(isBatch ? `[${texts.join(",")}]` : texts[0], { status: response.status, headers });
}

/** Writes no faster than the client reads, and stops if it disconnects. */
async function writeBody(body: ReadableStream<Uint8Array>, raw: FastifyReply["raw"], gone: AbortSignal): Promise<void> {
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
