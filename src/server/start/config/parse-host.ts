import { isIP, isIPv4, isIPv6 } from "node:net";
import { parseAddress } from "../../kit/parse-address.ts";
import { WrongValueError } from "./wrong-value.ts";

const MAX_NAME_CHARS = 253;
const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;
/** A host name contains none of these: each would turn it into an address, a range or a pattern. */
const FOREIGN_CHARACTERS = /[\s/\\?#@:%*[\]]/;

/**
 * A host as in the `Host` header of a request, without the port: in lower case and Punycode, IPv6 in brackets. Anything
 * else would be accepted and then never match.
 */
export function hostName(text: string): string {
  const name = toHostName(text);
  if (name !== undefined) {
    return name;
  }
  if (text.includes("*")) {
    throw new WrongValueError("must name every host in full, because wildcards never match");
  }
  const inside = toHostName(hostInside(text));
  const advice = inside === undefined ? "" : `: write ${inside}`;
  throw new WrongValueError(`must hold host names alone, without scheme, port or path${advice}`);
}

/** An address or a name to listen on. */
export function listenAddress(text: string): string {
  if (isIP(text)) {
    return text;
  }
  const name = toHostName(text);
  if (name !== undefined && !name.startsWith("[")) {
    return name;
  }
  const inside = toHostName(hostInside(text))?.replace(/^\[|\]$/g, "");
  const advice = inside === undefined ? "" : `: write ${inside}`;
  throw new WrongValueError(`must be an IP address or a host name alone, without scheme, port or brackets${advice}`);
}

/** The host as requests have it, or undefined if the text is not a host alone. */
export function toHostName(text: string): string | undefined {
  const bare = text.replace(/^\[(.*)\]$/, "$1");
  if (isIPv6(bare)) {
    return parseAddress(`http://[${bare}]`)?.hostname;
  }
  if (FOREIGN_CHARACTERS.test(text) || parseAddress(`http://${text}`) === undefined) {
    return undefined;
  }
  const name = new URL(`http://${text}`).hostname.replace(/\.$/, "");
  // URL reads a lone number as an IPv4 address, but a person means a port or has made a mistake.
  const isSomethingElse = isIPv4(name) && name !== text;
  const isName = name.length <= MAX_NAME_CHARS && name.split(".").every((label) => LABEL.test(label));
  return isName && !isSomethingElse ? name : undefined;
}

/** The host in an address, without scheme, user name, port and path. */
export function hostInside(text: string): string {
  return text
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, "")
    .replace(/[/\\?#].*$/s, "")
    .replace(/^.*@/s, "")
    .replace(/:\d*$/, "");
}
