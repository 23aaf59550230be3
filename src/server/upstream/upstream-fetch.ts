import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import type { Pool } from "undici";
import { BrokenExchange, exchange } from "./exchange.ts";

/** The accepted content codings and their decoders. `maxOutputLength` limits the decompressed size. */
const DECODERS = { gzip: promisify(gunzip), deflate: promisify(inflate), br: promisify(brotliDecompress) };
const ACCEPTED_CODINGS = Object.keys(DECODERS).join(", ");

interface RequestOptions {
  readonly method: string;
  readonly body?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The part of `Request` that openapi-fetch uses. It keeps its arguments, while the standard class parses and copies them.
 * The address is a path, and the headers are those passed to `as`.
 */
class PlainRequest {
  readonly url: string;
  readonly method: string;
  readonly body: string | undefined;
  readonly signal: AbortSignal | undefined;

  constructor(url: string, { method, body, signal }: RequestOptions) {
    this.url = url;
    this.method = method;
    this.body = body;
    this.signal = signal;
  }
}

type Headers = Readonly<Record<string, string>>;

interface UpstreamFetch {
  readonly Request: typeof Request;
  /** A `fetch` that sends only these headers. `onSent` is called when the request's head is sent. */
  readonly as: (headers: Headers, onSent: () => void) => (request: Request) => Promise<Response>;
  close(): Promise<void>;
}

/**
 * `fetch` from one origin over a pool of persistent connections. The streams and copies of the standard `fetch` take as
 * much time as the rest of a call (docs/performance.md). Redirects are not followed, because they would send the key to
 * an address that nobody configured. Throws a BrokenExchange if the answer is not complete or, compressed or not, larger
 * than `maxBytes`; then the code is undici's or zlib's.
 */
export function createUpstreamFetch(origin: string, maxBytes: number): UpstreamFetch {
  let opened: Promise<Pool> | undefined;
  const underWay = new Set<Promise<unknown>>();
  // Loaded on first use: it takes a tenth of the start, and listing tools does not need it.
  const open = () => {
    opened ??= import("undici").then(({ default: { Pool } }) => new Pool(origin, { maxResponseSize: maxBytes }));
    return opened;
  };
  const send = async ({ url, method, body, signal }: PlainRequest, headers: Headers, onSent: () => void) => {
    const pool = await open();
    const sent = { ...headers, "accept-encoding": ACCEPTED_CODINGS };
    const answer = await exchange(pool, { path: url, method, headers: sent, body, signal, onSent });
    const coding = String(answer.headers["content-encoding"] ?? "identity").toLowerCase();
    return toResponse(answer.status, answer.headers, await unpack(answer.body, coding, maxBytes));
  };
  return {
    Request: PlainRequest as unknown as typeof Request,
    as: (headers, onSent) => (request) => {
      const answer = send(request as unknown as PlainRequest, headers, onSent);
      const ended = answer.catch(() => undefined).finally(() => underWay.delete(ended));
      underWay.add(ended);
      return answer;
    },
    close: async () => {
      while (underWay.size > 0) {
        await Promise.all(underWay);
      }
      // The pool's own close would also wait for the opening of connections that no request needs any more.
      await (await opened)?.destroy();
    },
  };
}

async function unpack(packed: Buffer, coding: string, maxOutputLength: number): Promise<Buffer> {
  if (!Object.hasOwn(DECODERS, coding) || packed.length === 0) {
    return packed;
  }
  try {
    return await DECODERS[coding as keyof typeof DECODERS](packed, { maxOutputLength });
  } catch (cause) {
    throw new BrokenExchange(cause);
  }
}

/** The part of `Response` that openapi-fetch and its caller use. */
function toResponse(status: number, headers: Record<string, string | string[] | undefined>, body: Buffer): Response {
  const plain = {
    status,
    ok: status >= 200 && status < 300,
    headers: { get: (name: string) => headers[name.toLowerCase()]?.toString() ?? null },
    text: async () => new TextDecoder().decode(body),
  };
  return plain as unknown as Response;
}
