import { LRUCache } from "lru-cache";
import { createRateCounter, isExcess } from "../../kit/rate-counter.ts";
import { readClientDocument } from "./client-document.ts";
import { ClientDocumentError } from "./client-document-error.ts";
import { parseClientDocumentId } from "./client-document-id.ts";
import { createDocumentFetch, type FetchOptions } from "./fetch-client-document.ts";
import type { RegisteredClient } from "./registered-client.ts";

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;
const MAX_DOCUMENTS = 1000;
const MAX_FETCHES_PER_MINUTE = 60;
const MIN_FRESH_MS = HOUR_MS / 12;
const DEFAULT_FRESH_MS = HOUR_MS;
const MAX_FRESH_MS = 24 * HOUR_MS;
/** The hosts of the large agents have had outages of hours. */
const MAX_STALE_MS = 7 * 24 * HOUR_MS;
/** How long a failure is remembered, so that a host is not asked again by every request. */
const RETRY_MS = 30 * SECOND_MS;

export interface ClientDocumentsOptions extends FetchOptions {
  readonly now?: () => number;
}

/** Programs whose client id is the address of a document about them. */
export interface ClientDocuments {
  /** Throws a ClientDocumentError if the id or its document cannot be used. */
  read(clientId: string): Promise<RegisteredClient>;
}

interface Known {
  readonly client: RegisteredClient;
  readonly fetchAt: number;
  readonly usableUntil: number;
}

interface Failure {
  readonly error: ClientDocumentError;
  readonly fetchAt: number;
}

export function createClientDocuments(options: ClientDocumentsOptions = {}): ClientDocuments {
  const { now = Date.now } = options;
  const fetchDocument = createDocumentFetch(options);
  const fetches = createRateCounter("client-documents", MAX_FETCHES_PER_MINUTE);
  const known = new LRUCache<string, Known>({ max: MAX_DOCUMENTS });
  // Apart, so that invented ids cannot push out the documents that are used.
  const failures = new LRUCache<string, Failure>({ max: MAX_DOCUMENTS });
  const underWay = new Map<string, Promise<RegisteredClient>>();

  const fetchClient = async (url: URL) => {
    const taken = await fetches.take("all", 1);
    if (isExcess(taken)) {
      const message = "This server has fetched too many client metadata documents.";
      throw new ClientDocumentError("busy", `${message} Try again in ${taken.retryAfterSeconds} seconds.`);
    }
    const { document, cacheControl } = await fetchDocument(url);
    const client = readClientDocument(document, url);
    const entry = { client, fetchAt: now() + freshMs(cacheControl), usableUntil: now() + MAX_STALE_MS };
    known.set(url.href, entry);
    return client;
  };
  const refresh = async (url: URL) => {
    try {
      return await fetchClient(url);
    } catch (error) {
      if (error instanceof ClientDocumentError) {
        return afterFailure(url.href, error);
      }
      throw error;
    }
  };
  const afterFailure = (id: string, error: ClientDocumentError) => {
    const stale = known.get(id);
    const fetchAt = now() + RETRY_MS;
    if (stale && error.kind !== "document" && now() < stale.usableUntil) {
      known.set(id, { ...stale, fetchAt });
      return stale.client;
    }
    known.delete(id);
    if (error.kind !== "busy") {
      failures.set(id, { error, fetchAt });
    }
    throw error;
  };
  return {
    read: async (clientId) => {
      const url = parseClientDocumentId(clientId);
      const entry = known.get(clientId);
      if (entry && now() < entry.fetchAt) {
        return entry.client;
      }
      const failure = failures.get(clientId);
      if (failure && now() < failure.fetchAt) {
        throw failure.error;
      }
      const fetching = underWay.get(clientId) ?? refresh(url).finally(() => underWay.delete(clientId));
      underWay.set(clientId, fetching);
      return fetching;
    },
  };
}

/** How long the host says that its document stays the same, within our own limits. */
function freshMs(cacheControl: string): number {
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d+)/i.exec(cacheControl)?.[1];
  const asked = maxAge === undefined ? DEFAULT_FRESH_MS : Number(maxAge) * SECOND_MS;
  return Math.min(Math.max(asked, MIN_FRESH_MS), MAX_FRESH_MS);
}
