import ipaddr from "ipaddr.js";

/** A user of IPv6 has at least half of an address's eight parts for themselves. */
const COUNTED_PARTS = 4;

/** Where a request comes from, as far as it tells one caller from another: an IPv6 address stands for its /64. */
export function addressOf(ip: string): string {
  if (!ipaddr.isValid(ip)) {
    return ip;
  }
  const address = ipaddr.process(ip);
  return address instanceof ipaddr.IPv6
    ? new ipaddr.IPv6(address.parts.map((part, index) => (index < COUNTED_PARTS ? part : 0))).toString()
    : address.toString();
}
