import { withoutKeys } from "../../kit/caller-text.ts";
import { shortenText } from "../../kit/shorten-text.ts";

const MAX_SHOWN_ID_CHARS = 80;

/**
 * - `id`: the client id is not an address that a document may have; nothing was fetched
 * - `unreachable`: the document did not arrive, which may be different later
 * - `document`: its host says that there is none, or the document itself cannot be used
 * - `busy`: this server fetches too many documents; nothing was fetched
 */
type ClientDocumentErrorKind = "id" | "unreachable" | "document" | "busy";

/** A program cannot be identified by the document that its client id names. The message is for people. */
export class ClientDocumentError extends Error {
  override readonly name = "ClientDocumentError";
  readonly kind: ClientDocumentErrorKind;

  constructor(kind: ClientDocumentErrorKind, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.kind = kind;
  }
}

/** The beginning of a client id for a message. Anybody can send any id. */
export function showClientId(clientId: string): string {
  return shortenText(withoutKeys(clientId.replace(/\s+/gu, " "), ""), MAX_SHOWN_ID_CHARS);
}
