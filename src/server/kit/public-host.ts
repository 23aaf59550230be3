import ipaddr from "ipaddr.js";

/** Names that only a local network knows. */
const LOCAL_NAME = /(^|\.)(localhost|local|internal|lan|home\.arpa)$/;

/** Whether the host of a URL can be reached from the internet, as far as its name or address says. */
export function isPublicHost(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, "");
  return ipaddr.isValid(address)
    ? ipaddr.parse(address).range() === "unicast"
    : address.includes(".") && !LOCAL_NAME.test(address.replace(/\.$/, ""));
}
