import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import type { Agent } from "undici";

/** The codings that are asked for, and how each is undone. `maxOutputLength` stops what unpacks to too much. */
const DECODERS = { gzip: promisify(gunzip), deflate: promisify(inflate), br: promisify(brotliDecompress) };

interface RequestOptions {
  readonly method: string;
  readonly body?: string | undefined;
  readonly headers: Headers;
  readonly signal?: AbortSignal | undefined;
}

/** The part of `Request` that openapi-fetch uses: it keeps what it is given, where the whole one parses and copies it. */
class PlainRequest {
  readonly url: string;
  readonly method: string;
  readonly body: string | undefined;
  readonly headers: Headers;
  readonly signal: AbortSignal | undefined;

  constructor(url: string, { method, body, headers, signal }: RequestOptions) {
    this.url = url;
    this.method = method;
    this.body = body;
    this.headers = headers;
    this.signal = signal;
  }
}

export interface UpstreamFetch {
  readonly Request: typeof Request;
  readonly fetch: (request: Request) => Promise<Response>;
  close(): Promise<void>;
}

/**
 * `fetch` over a pool of kept connections, without the streams and copies that make the standard one cost as much as
 * all else in a call together (docs/performance.md). Follows no redirect: it would carry the key to an address nobody
 * configured. An answer above `maxBytes`, packed or unpacked, fails with a code of undici's or zlib's.
 */
export function createUpstreamFetch(maxBytes: number): UpstreamFetch {
  let opened: Promise<Agent> | undefined;
  // Loading it is a tenth of the start, and an agent can list tools before.
  const open = () => {
    opened ??= import("undici").then(({ Agent }) => new Agent({ maxResponseSize: maxBytes }));
    return opened;
  };
  const fetch = async ({ url, method, headers, body, signal }: PlainRequest): Promise<Response> => {
    const agent = await open();
    const { origin, pathname, search } = new URL(url);
    const answer = await agent.request({
      origin,
      path: pathname + search,
      method: method as "POST",
      headers: { ...Object.fromEntries(headers), "accept-encoding": Object.keys(DECODERS).join(", ") },
      body: body ?? null,
      signal: signal ?? null,
    });
    const packed = Buffer.from(await answer.body.arrayBuffer());
    const coding = String(answer.headers["content-encoding"] ?? "identity").toLowerCase();
    return toResponse(answer.statusCode, answer.headers, await unpack(packed, coding, maxBytes));
  };
  return {
    Request: PlainRequest as unknown as typeof Request,
    fetch: fetch as unknown as UpstreamFetch["fetch"],
    close: async () => (await opened)?.close(),
  };
}

async function unpack(packed: Buffer, coding: string, maxOutputLength: number): Promise<Buffer> {
  return Object.hasOwn(DECODERS, coding) && packed.length > 0
    ? DECODERS[coding as keyof typeof DECODERS](packed, { maxOutputLength })
    : packed;
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
