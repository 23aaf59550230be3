import { isLoopback } from "../../kit/loopback.ts";

/** Hosts of agents in the web, and of editors that pass a code on to the person's own machine. */
const KNOWN_HOSTS = ["claude.ai", "claude.com", "chatgpt.com", "www.cursor.com", "vscode.dev", "insiders.vscode.dev"];
/** Addresses that open a program on the person's own machine. */
const KNOWN_APPS = ["cursor://anysphere.cursor-mcp"];

/** Whether people may be sent back to an address with a code. */
export type TrustRedirect = (uri: string) => boolean;

/** The hosts whose pages people may be sent back to. */
export function redirectHosts(added: readonly string[]): string[] {
  return [...KNOWN_HOSTS, ...added];
}

/** Anybody can register any name, so a code goes only to hosts that are known or that the operator has added. */
export function trustRedirects(added: readonly string[]): TrustRedirect {
  const hosts = new Set(redirectHosts(added));
  return (uri) => {
    const url = parseRedirect(uri);
    if (url === undefined) {
      return false;
    }
    const isWeb = url.protocol === "https:" && url.port === "" && hosts.has(url.hostname);
    return isWeb || isOnThisMachine(url) || KNOWN_APPS.includes(`${url.protocol}//${url.host}`);
  };
}

/** The characters of addresses. A longer alphabet would let different texts look or parse alike. */
const ADDRESS = /^[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/;

/** An address without a fragment and without a user name; undefined for anything else. */
export function parseRedirect(uri: string): URL | undefined {
  const url = ADDRESS.test(uri) && URL.canParse(uri) ? new URL(uri) : undefined;
  return url && !uri.includes("#") && url.username === "" && url.password === "" ? url : undefined;
}

/** Compares exactly, except that a program on the person's own machine may listen on any port. */
export function isRegistered(uri: string, registered: readonly string[]): boolean {
  return registered.includes(uri) || registered.some((known) => isSameExceptPort(uri, known));
}

export function isLoopbackRedirect(uri: string): boolean {
  const url = parseRedirect(uri);
  return url !== undefined && isOnThisMachine(url);
}

/** The place that a person is sent back to, as people read it. */
export function placeOf(uri: string): string {
  return isLoopbackRedirect(uri) ? new URL(uri).hostname : new URL(uri).host;
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
