import { isClientDocumentId } from "./client-document-id.ts";
import type { ClientDocuments } from "./client-documents.ts";
import type { RegisteredClient } from "./registered-client.ts";
import type { Registrar } from "./registration.ts";

/** The program with an id; undefined if the id was not made here. Throws a ClientDocumentError. */
export type FindClient = (clientId: string) => Promise<RegisteredClient | undefined>;

/** An address is a program's own document; everything else must be a registration that was sealed here. */
export function createFindClient(registrar: Registrar, documents: ClientDocuments): FindClient {
  return async (clientId) =>
    isClientDocumentId(clientId) ? await documents.read(clientId) : await registrar.open(clientId);
}
