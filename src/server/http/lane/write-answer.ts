import type { OutgoingHttpHeaders } from "node:http";
import type { FastifyReply } from "fastify";

const STREAM_HEADERS = {
  "content-type": "text/event-stream",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};
/** A comment, which readers of event streams skip. */
const SIGN_OF_LIFE = ": still working\n\n";

/** Writes an answer to the socket at once, with its length. */
export function writeJson(reply: FastifyReply, json: string | Buffer): void {
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(json) };
  reply.raw.writeHead(200, { ...headersOf(reply), ...headers }).end(json);
}

/** An answer that is still being worked on. */
interface OpenAnswer {
  end(json: string): void;
  /** Writes nothing more: the client has left, or the SDK's handler answers. */
  cancel(): void;
}

/**
 * An answer that begins as an event stream if it takes longer than `streamAfterMs`, and is kept alive: proxies break
 * connections that stay silent. Otherwise it is JSON.
 */
export function openAnswer(reply: FastifyReply, streamAfterMs: number | undefined): OpenAnswer {
  const { raw } = reply;
  const giveSign = () => {
    if (!raw.headersSent) {
      raw.writeHead(200, { ...headersOf(reply), ...STREAM_HEADERS });
    }
    raw.write(SIGN_OF_LIFE);
  };
  const timer = streamAfterMs === undefined ? undefined : setInterval(giveSign, streamAfterMs);
  const cancel = () => clearInterval(timer);
  return {
    cancel,
    end: (json) => {
      cancel();
      if (raw.headersSent) {
        raw.end(`event: message\ndata: ${json}\n\n`);
      } else {
        writeJson(reply, json);
      }
    },
  };
}

/** Headers that hooks have set, such as those of CORS, are not added to a hijacked answer automatically. */
function headersOf(reply: FastifyReply): OutgoingHttpHeaders {
  return reply.getHeaders() as OutgoingHttpHeaders;
}
