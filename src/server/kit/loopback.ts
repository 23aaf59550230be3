import { isIPv4 } from "node:net";

/**
 * Whether a host of a URL, a Host header or HOST means this machine; IPv6 with or without its brackets. A trailing dot says
 * that a name is complete, and changes nothing else.
 */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase();
  return ["localhost", "localhost.", "::1", "[::1]"].includes(name) || (isIPv4(name) && name.startsWith("127."));
}
