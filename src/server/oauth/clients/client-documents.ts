import { createRateCounter, isExcess } from "../../kit/rate-counter.ts";
import { readClientDocument } from "./client-document.ts";
import { ClientDocumentError } from "./client-document-error.ts";
import { parseClientDocumentId } from "./client-document-id.ts";
import { createDocumentMemory } from "./document-memory.ts";
import { createDocumentFetch, type FetchOptions } from "./fetch-client-document.ts";
import { agentHosts } from "./redirects.ts";
import type { RegisteredClient } from "./registered-client.ts";

export const MAX_FETCHES_PER_MINUTE = 60;
/** For one host. Those of known agents are not part of the total: nobody may keep them out by naming many others. */
export const MAX_FETCHES_PER_HOST = 20;

interface ClientDocumentsOptions extends FetchOptions {
  readonly now?: () => number;
}

/** Programs whose client id is the address of a document about them. */
export interface ClientDocuments {
  /** Throws a ClientDocumentError if the id or its document cannot be used. */
  read(clientId: string): Promise<RegisteredClient>;
}

export function createClientDocuments(options: ClientDocumentsOptions = {}): ClientDocuments {
  const memory = createDocumentMemory(options.now ?? Date.now);
  const fetchClient = createClientFetch(options);
  const underWay = new Map<string, Promise<RegisteredClient>>();
  const refresh = async (url: URL) => {
    try {
      const { client, cacheControl } = await fetchClient(url);
      memory.keep(client, cacheControl);
      return client;
    } catch (error) {
      if (error instanceof ClientDocumentError) {
        return memory.fallBack(url.href, error);
      }
      throw error;
    }
  };
  return {
    read: async (clientId) => {
      const url = parseClientDocumentId(clientId);
      const recalled = memory.recall(clientId);
      if (recalled) {
        return recalled;
      }
      const fetching = underWay.get(clientId) ?? refresh(url).finally(() => underWay.delete(clientId));
      underWay.set(clientId, fetching);
      return fetching;
    },
  };
}

function createClientFetch(options: FetchOptions) {
  const fetchDocument = createDocumentFetch(options);
  const ofHost = createRateCounter("client-documents-host", MAX_FETCHES_PER_HOST);
  const inTotal = createRateCounter("client-documents", MAX_FETCHES_PER_MINUTE);
  const known = new Set(agentHosts([]));
  return async (url: URL) => {
    refuseExcess(await ofHost.take(url.hostname, 1));
    if (!known.has(url.host)) {
      refuseExcess(await inTotal.take("all", 1));
    }
    const { document, cacheControl } = await fetchDocument(url);
    return { client: readClientDocument(document, url), cacheControl };
  };
}

function refuseExcess(outcome: Parameters<typeof isExcess>[0]): void {
  if (isExcess(outcome)) {
    const seen = `This server has fetched ${outcome.max} client metadata documents in a minute`;
    throw new ClientDocumentError("busy", `${seen}, which is its limit. Try again in a minute.`);
  }
}
