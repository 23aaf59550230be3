import proxyAddr from "@fastify/proxy-addr";
import { z } from "zod";
import { WrongValueError } from "./wrong-value.ts";

const addressOrRange = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

/** An address or a CIDR range, judged by the library that Fastify compiles it with. */
export function addressRange(text: string): string {
  if (!addressOrRange.safeParse(text).success) {
    throw new WrongValueError("must hold IP addresses or CIDR ranges");
  }
  if (/\/0+$/.test(text)) {
    throw new WrongValueError("must not trust every address, since any caller could then claim any address");
  }
  try {
    proxyAddr.compile(text);
    return text;
  } catch {
    throw new WrongValueError("must hold IP addresses or CIDR ranges");
  }
}
