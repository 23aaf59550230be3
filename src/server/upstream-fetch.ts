import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import type { Pool } from "undici";

/** The codings that are asked for, and how each is undone. `maxOutputLength` stops what unpacks to too much. */
const DECODERS = { gzip: promisify(gunzip), deflate: promisify(inflate), br: promisify(brotliDecompress) };
const ACCEPTED_CODINGS = Object.keys(DECODERS).join(", ");

interface RequestOptions {
  readonly method: string;
  readonly body?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The part of `Request` that openapi-fetch uses: it keeps what it is given, where the whole one parses and copies it. Its
 * address is a path, and its headers are those that `as` was given.
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

export interface UpstreamFetch {
  readonly Request: typeof Request;
  /** A `fetch` that sends these headers, and none of the request's own. */
  readonly as: (headers: Readonly<Record<string, string>>) => (request: Request) => Promise<Response>;
  close(): Promise<void>;
}

/**
 * `fetch` from one origin over a pool of kept connections, without the streams and copies that make the standard one cost as
 * much as all else in a call together (docs/performance.md). Follows no redirect: it would carry the key to an address
 * nobody configured. An answer above `maxBytes`, packed or unpacked, fails with a code of undici's or zlib's.
 */
export function createUpstreamFetch(origin: string, maxBytes: number): UpstreamFetch {
  let opened: Promise<Pool> | undefined;
  // Loading it is a tenth of the start, and an agent can list tools before.
  const open = () => {
    opened ??= import("undici").then(({ Pool }) => new Pool(origin, { maxResponseSize: maxBytes }));
    return opened;
  };
  const send = async ({ url, method, body, signal }: PlainRequest, headers: Readonly<Record<string, string>>) => {
    const pool = await open();
    const answer = await pool.request({
      path: url,
      method: method as "POST",
      headers: { ...headers, "accept-encoding": ACCEPTED_CODINGS },
      body: body ?? null,
      signal: signal ?? null,
    });
    const packed = Buffer.from(await answer.body.arrayBuffer());
    const coding = String(answer.headers["content-encoding"] ?? "identity").toLowerCase();
    return toResponse(answer.statusCode, answer.headers, await unpack(packed, coding, maxBytes));
  };
  return {
    Request: PlainRequest as unknown as typeof Request,
    as: (headers) => (request) => send(request as unknown as PlainRequest, headers),
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
