import { VERSION } from "../../kit/version.ts";
import { BrokenExchange, exchange } from "../../upstream/exchange.ts";
import { unusable } from "./client-document.ts";
import { ClientDocumentError, showClientId } from "./client-document-error.ts";
import { isPublicAddress, NotPublic, publicLookup, type ResolveName, resolveName } from "./public-lookup.ts";

export const MAX_FETCH_MS = 5000;
export const MAX_BODY_BYTES = 5120;
const HEADERS = {
  accept: "application/json",
  // An answer that is packed would have to be unpacked before its size is known.
  "accept-encoding": "identity",
  "user-agent": `digistore24-mcp/${VERSION}`,
};
const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;
/** The host says that there is no such document. */
const WITHDRAWN = [404, 410];

export interface FetchOptions {
  readonly resolve?: ResolveName;
  readonly isPublic?: (address: string) => boolean;
  /** Instead of the authorities that Node.js trusts. */
  readonly authority?: Buffer;
  readonly maxFetchMs?: number;
}

interface FetchedDocument {
  readonly document: unknown;
  readonly cacheControl: string;
}

/** Fetches JSON from hosts that anybody may name. Throws a ClientDocumentError for every other answer. */
export function createDocumentFetch(options: FetchOptions): (url: URL) => Promise<FetchedDocument> {
  const { resolve = resolveName, isPublic = isPublicAddress, authority, maxFetchMs = MAX_FETCH_MS } = options;
  const connect = {
    lookup: publicLookup(resolve, isPublic),
    timeout: maxFetchMs,
    ...(authority && { ca: authority }),
  };
  return async (url) => {
    const {
      default: { Client },
    } = await import("undici");
    // One for each document: a host that anybody may name does not keep a connection.
    const client = new Client(url.origin, { connect, maxResponseSize: MAX_BODY_BYTES });
    const request = { path: url.pathname + url.search, method: "GET", headers: HEADERS, body: undefined };
    try {
      const signal = AbortSignal.timeout(maxFetchMs);
      return readAnswer(await exchange(client, { ...request, signal, onSent: () => undefined }), url);
    } catch (error) {
      throw error instanceof BrokenExchange ? unreachable(url, reasonOf(error.cause, maxFetchMs), error.cause) : error;
    } finally {
      await client.destroy();
    }
  };
}

function readAnswer({ status, headers, body }: Awaited<ReturnType<typeof exchange>>, url: URL): FetchedDocument {
  if (WITHDRAWN.includes(status)) {
    throw unusable(url, `its host answers with status ${status}`);
  }
  if (status !== 200) {
    const redirect = status >= 300 && status < 400 ? ", and redirects are not followed" : "";
    throw unreachable(url, `its host answers with status ${status}${redirect}`);
  }
  if (!JSON_TYPE.test(headers["content-type"] ?? "")) {
    throw unreachable(url, "the answer is not application/json");
  }
  return { document: parseJson(body, url), cacheControl: headers["cache-control"] ?? "" };
}

function parseJson(body: Buffer, url: URL): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw unusable(url, "it is not JSON in UTF-8");
  }
}

function unreachable(url: URL, reason: string, cause?: unknown): ClientDocumentError {
  const seen = `The client metadata document ${showClientId(url.href)} cannot be fetched: ${reason}.`;
  return new ClientDocumentError("unreachable", `${seen} Try again in a minute.`, cause);
}

function reasonOf(cause: unknown, maxFetchMs: number): string {
  const { name, code } = cause as { name?: string; code?: string };
  // One sentence for both, so that nobody can ask which names exist in the network of this server.
  if (cause instanceof NotPublic || ["ENOTFOUND", "EAI_NODATA", "EAI_NONAME"].includes(code ?? "")) {
    return "its host is unknown or has an address that is not public";
  }
  if (name === "TimeoutError") {
    return `the whole answer did not arrive within ${maxFetchMs / 1000} seconds`;
  }
  if (code === "UND_ERR_RES_EXCEEDED_MAX_SIZE") {
    return `it is larger than ${MAX_BODY_BYTES} bytes`;
  }
  return `the connection to its host failed${code === undefined ? "" : ` (${code})`}`;
}
