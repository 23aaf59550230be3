import { LRUCache } from "lru-cache";
import type { ClientDocumentError } from "./client-document-error.ts";
import type { RegisteredClient } from "./registered-client.ts";

const SECOND_MS = 1000;
const HOUR_MS = 3600 * SECOND_MS;
const MAX_DOCUMENTS = 1000;
export const MIN_FRESH_MS = HOUR_MS / 12;
const DEFAULT_FRESH_MS = HOUR_MS;
export const MAX_FRESH_MS = 24 * HOUR_MS;
/** The hosts of the large agents have outages. */
export const MAX_STALE_MS = 7 * 24 * HOUR_MS;
/** A host that fails is not asked again by every request. */
const RETRY_MS = 30 * SECOND_MS;

interface DocumentMemory {
  /** The program if its document need not be fetched now. Throws the failure if it must not be fetched yet. */
  recall(id: string): RegisteredClient | undefined;
  keep(client: RegisteredClient, cacheControl: string): void;
  /** The program as it was known before its document could not be fetched, for as long as it may be used; or throws. */
  fallBack(id: string, error: ClientDocumentError): RegisteredClient;
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

export function createDocumentMemory(now: () => number): DocumentMemory {
  const known = new LRUCache<string, Known>({ max: MAX_DOCUMENTS });
  // Apart, so that invented ids cannot push out the documents that are used.
  const failures = new LRUCache<string, Failure>({ max: MAX_DOCUMENTS });
  return {
    recall: (id) => {
      const [entry, failure] = [known.get(id), failures.get(id)];
      if (entry && now() < entry.fetchAt) {
        return entry.client;
      }
      if (failure && now() < failure.fetchAt) {
        throw failure.error;
      }
      return undefined;
    },
    keep: (client, cacheControl) => {
      const fetchAt = now() + freshMs(cacheControl);
      known.set(client.id, { client, fetchAt, usableUntil: now() + MAX_STALE_MS });
    },
    fallBack: (id, error) => {
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
    },
  };
}

/** How long the host says that its document stays the same, within our own limits. */
function freshMs(cacheControl: string): number {
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d+)/i.exec(cacheControl)?.[1];
  const asked = maxAge === undefined ? DEFAULT_FRESH_MS : Number(maxAge) * SECOND_MS;
  return Math.min(Math.max(asked, MIN_FRESH_MS), MAX_FRESH_MS);
}
