import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import type { Pool } from "undici";
import { BrokenExchange, exchange } from "./exchange.ts";

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

type Headers = Readonly<Record<string, string>>;

export interface UpstreamFetch {
  readonly Request: typeof Request;
  /** A `fetch` that sends these headers, and none of the request's own. `onSent` is called when the request's head leaves. */
  readonly as: (headers: Headers, onSent: () => void) => (request: Request) => Promise<Response>;
  close(): Promise<void>;
}

/**
 * `fetch` from one origin over a pool of kept connections, without the streams and copies that make the standard one cost as
 * much as all else in a call together (docs/performance.md). Follows no redirect: it would carry the key to an address
 * nobody configured. Whatever leaves a request without a whole answer is a BrokenExchange; an answer above `maxBytes`, packed
 * or unpacked, is one with a code of undici's or zlib's.
 */
export function createUpstreamFetch(origin: string, maxBytes: number): UpstreamFetch {
  let opened: Promise<Pool> | undefined;
  // Loading it is a tenth of the start, and an agent can list tools before.
  const open = () => {
    opened ??= import("undici").then(({ Pool }) => new Pool(origin, { maxResponseSize: maxBytes }));
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
    as: (headers, onSent) => (request) => send(request as unknown as PlainRequest, headers, onSent),
    close: async () => (await opened)?.close(),
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
