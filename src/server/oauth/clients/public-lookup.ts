import { promises as dns, type LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

/** The part of IPv6 that is given out for public use. Outside it are old spellings of IPv4 addresses. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR("2000::/3");

/** All addresses of a name. */
export type ResolveName = (hostname: string) => Promise<readonly LookupAddress[]>;

export const resolveName: ResolveName = (hostname) => dns.lookup(hostname, { all: true });

/** A name has an address in a network that only this machine may reach, or none at all. */
export class NotPublic extends Error {
  override readonly name = "NotPublic";
}

/** IPv4 addresses inside IPv6 ones (mapped, 6to4, Teredo, NAT64) are not public either: they lead anywhere. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) {
    return false;
  }
  const ip = ipaddr.parse(address);
  return ip.range() === "unicast" && (!(ip instanceof ipaddr.IPv6) || ip.match(GLOBAL_IPV6));
}

/**
 * A lookup for sockets that fails if one of the addresses is refused. The socket connects to the addresses that were
 * checked, so a name cannot change its address in between.
 */
export function publicLookup(resolve: ResolveName, isPublic: (address: string) => boolean): LookupFunction {
  return (hostname, { all }, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined || !addresses.every(({ address }) => isPublic(address))) {
          callback(new NotPublic("the name has no address or one that is not public"), "");
        } else if (all) {
          callback(null, [...addresses]);
        } else {
          callback(null, first.address, first.family);
        }
      },
      (error: NodeJS.ErrnoException) => callback(error, ""),
    );
  };
}
