import { isLoopback } from "../../kit/loopback.ts";
import { parseAddress } from "../../kit/parse-address.ts";

/** Where known agents are sent back to. Whole hosts would include every page there that redirects elsewhere. */
const KNOWN_ADDRESSES = [
  "https://claude.ai/api/mcp/auth_callback",
  "https://claude.com/api/mcp/auth_callback",
  "https://chatgpt.com/connector_platform_oauth_redirect",
  "https://www.cursor.com/agents/mcp/oauth/callback",
  "https://vscode.dev/redirect",
  "https://insiders.vscode.dev/redirect",
  "cursor://anysphere.cursor-mcp/oauth/callback",
];
/** The end of the path is an id. */
const KNOWN_PATTERN = /^https:\/\/chatgpt\.com\/connector\/oauth\/[\w-]+$/;
const KNOWN_HOSTS = ["claude.ai", "claude.com", "chatgpt.com", "www.cursor.com", "vscode.dev", "insiders.vscode.dev"];

/** Whether people may be sent back to an address with a code. */
export type TrustRedirect = (uri: string) => boolean;

/** The hosts of known agents, and those that the operator has added. */
export function agentHosts(added: readonly string[]): string[] {
  return [...KNOWN_HOSTS, ...added];
}

/** Anybody can register any name, so a code goes only to addresses that are known or on a host that the operator has added. */
export function trustRedirects(added: readonly string[]): TrustRedirect {
  return (uri) => {
    const url = parseRedirect(uri);
    if (url === undefined) {
      return false;
    }
    const isKnown = KNOWN_ADDRESSES.includes(uri) || KNOWN_PATTERN.test(uri);
    const isAdded = url.protocol === "https:" && url.port === "" && added.includes(url.hostname);
    return isKnown || isAdded || isOnThisMachine(url);
  };
}

/** The characters of addresses. A longer alphabet would let different texts look or parse alike. */
const ADDRESS = /^[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/;

/** An address without a fragment and without a user name; undefined for anything else. */
export function parseRedirect(uri: string): URL | undefined {
  const url = ADDRESS.test(uri) ? parseAddress(uri) : undefined;
  return url && !uri.includes("#") && url.username === "" && url.password === "" ? url : undefined;
}

/** Compares exactly, except that a program on the person's own machine may listen on any port. */
export function isRegistered(uri: string, registered: readonly string[]): boolean {
  return registered.includes(uri) || registered.some((known) => isSameExceptPort(uri, known));
}

/** Whether an address leads to a program on the person's own computer, where any other could take its place. */
export function isOnPersonsComputer(uri: string): boolean {
  return !uri.startsWith("https:");
}

/** The place that a person is sent back to, as people read it. */
export function placeOf(uri: string): string {
  const { hostname, host, protocol } = new URL(uri);
  return protocol === "http:" ? hostname : host;
}

function isOnThisMachine({ protocol, hostname }: URL): boolean {
  return protocol === "http:" && isLoopback(hostname);
}

function isSameExceptPort(uri: string, known: string): boolean {
  const [url, other] = [parseRedirect(uri), parseRedirect(known)];
  if (!url || !other || !isOnThisMachine(url) || !isOnThisMachine(other)) {
    return false;
  }
  return withoutPort(uri) === withoutPort(known);
}

/** Of the text and not of the parsed address, which would make different texts equal. */
function withoutPort(uri: string): string {
  return uri.replace(/^(http:\/\/[^/?@]+):(?:0|[1-9]\d*)(?=[/?]|$)/, "$1");
}
