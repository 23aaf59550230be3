import proxyAddr from "@fastify/proxy-addr";
import { z } from "zod";
import { WrongValueError } from "./wrong-value.ts";

type Trust = ReturnType<typeof proxyAddr.compile>;

const addressOrRange = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

/** An address or a CIDR range, checked by the library with which Fastify compiles it. */
export function addressRange(text: string): string {
  if (!addressOrRange.safeParse(text).success) {
    throw new WrongValueError("must hold IP addresses or CIDR ranges");
  }
  if (/\/0+$/.test(text) || holdsEveryIPv4(compile(text))) {
    throw new WrongValueError("must not trust every address, since any caller could then claim any address");
  }
  return text;
}

function compile(text: string): Trust {
  try {
    return proxyAddr.compile(text);
  } catch {
    throw new WrongValueError("must hold IP addresses or CIDR ranges");
  }
}

/** For example ::ffff:0:0/96, which contains the IPv4 addresses written as IPv6 addresses. */
function holdsEveryIPv4(isTrusted: Trust): boolean {
  return isTrusted("0.0.0.0", 0) && isTrusted("255.255.255.255", 0);
}
