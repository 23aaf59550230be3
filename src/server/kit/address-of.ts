import ipaddr from "ipaddr.js";

/** An IPv6 user controls at least the second half of an address's eight parts. */
const COUNTED_PARTS = 4;

/** The origin of a request, as precisely as it distinguishes callers: an IPv6 address counts as its /64. */
export function addressOf(ip: string): string {
  if (!ipaddr.isValid(ip)) {
    return ip;
  }
  const address = ipaddr.process(ip);
  return address instanceof ipaddr.IPv6
    ? new ipaddr.IPv6(address.parts.map((part, index) => (index < COUNTED_PARTS ? part : 0))).toString()
    : address.toString();
}
