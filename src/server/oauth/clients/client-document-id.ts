import { parseAddress } from "../../kit/parse-address.ts";
import { ClientDocumentError, showClientId } from "./client-document-error.ts";

const MAX_ID_CHARS = 500;
/** At least two labels, and none of an IP address: the last one begins with a letter. */
const DNS_NAME = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;
/** Names that the public DNS never leads to another machine. */
const LOCAL_NAMES = /\.(?:localhost|local|internal)$/;

/** Whether a client id names a document, as opposed to a sealed registration. */
export function isClientDocumentId(clientId: string): boolean {
  return /^https?:/i.test(clientId);
}

/** Throws a ClientDocumentError if no document may have this address. */
export function parseClientDocumentId(clientId: string): URL {
  const url = parseAddress(clientId);
  const refusal = url === undefined ? "it must be an address" : refusalOf(url, clientId);
  if (url === undefined || refusal !== undefined) {
    const advice = "Ask the maker of the program for a client id that this server can use.";
    throw new ClientDocumentError("id", `The client id ${showClientId(clientId)} is refused: ${refusal}. ${advice}`);
  }
  return url;
}

function refusalOf(url: URL, clientId: string): string | undefined {
  const rules: readonly (readonly [boolean, string])[] = [
    [clientId.length <= MAX_ID_CHARS, `it must not be longer than ${MAX_ID_CHARS} characters`],
    [url.protocol === "https:", "it must begin with https:"],
    [url.username === "" && url.password === "", "it must not contain a user name or password"],
    [!clientId.includes("#"), "it must not contain a fragment"],
    [DNS_NAME.test(url.hostname), "its host must be a public DNS name, not an IP address"],
    [!LOCAL_NAMES.test(url.hostname), "its host must be a public DNS name, not a local one"],
    // Different spellings of one address would otherwise be different programs.
    [url.href === clientId, "it must be spelled in its normal form, without dot segments or the port 443"],
    [url.pathname !== "/", "it must have a path"],
  ];
  return rules.find(([isKept]) => !isKept)?.[1];
}
