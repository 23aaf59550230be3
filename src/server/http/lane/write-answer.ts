import type { OutgoingHttpHeaders } from "node:http";
import type { FastifyReply } from "fastify";

const STREAM_HEADERS = {
  "content-type": "text/event-stream",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};
/** A comment, which readers of event streams skip. */
const SIGN_OF_LIFE = ": still working\n\n";

/** Writes the parts of an answer to the socket at once, with their length. */
export function writeJson(reply: FastifyReply, ...parts: readonly (string | Buffer)[]): void {
  const { raw } = reply;
  const length = parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  raw.writeHead(200, { ...headersOf(reply), "content-type": "application/json", "content-length": length });
  // A list takes up seventy kilobytes, which joining the parts would copy.
  raw.cork();
  for (const part of parts) {
    raw.write(part);
  }
  raw.end();
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
