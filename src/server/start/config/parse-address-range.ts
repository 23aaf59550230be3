import proxyAddr from "@fastify/proxy-addr";
import ipaddr from "ipaddr.js";
import { z } from "zod";
import { listOf } from "./parse-values.ts";
import { WrongValueError } from "./wrong-value.ts";

/** Addresses as numbers, from `first` to the one before `end`. */
interface Span {
  readonly first: bigint;
  readonly end: bigint;
}

const EVERYBODY = "must not trust every address, since any caller could then claim any address";
const IPV6_BITS = 128;
/** Every IPv4 address, written as an IPv6 address. */
const IPV4 = spanOf("::ffff:0:0/96");

const addressOrRange = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

/** A list of addresses and CIDR ranges, which may not add up to every address. */
export function addressRanges(text: string): readonly string[] {
  const ranges = listOf(addressRange)(text);
  if (isCovered(IPV4, ranges.map(spanOf))) {
    throw new WrongValueError(EVERYBODY);
  }
  return ranges;
}

/** Checked by the library with which Fastify compiles it. */
function addressRange(text: string): string {
  if (addressOrRange.safeParse(text).success && /\/0+$/.test(text)) {
    throw new WrongValueError(EVERYBODY);
  }
  if (!addressOrRange.safeParse(text).success || !isCompiled(text)) {
    throw new WrongValueError("must hold IP addresses or CIDR ranges");
  }
  return text;
}

function isCompiled(text: string): boolean {
  try {
    proxyAddr.compile(text);
    return true;
  } catch {
    return false;
  }
}

function spanOf(range: string): Span {
  const [address = "", bits] = range.split("/");
  const ip = ipaddr.parse(address);
  const [mapped, offset] = ip instanceof ipaddr.IPv4 ? [ip.toIPv4MappedAddress(), IPV6_BITS - 32] : [ip, 0];
  const size = 1n << BigInt(bits === undefined ? 0 : IPV6_BITS - offset - Number(bits));
  const value = BigInt(`0x${Buffer.from(mapped.toByteArray()).toString("hex")}`);
  const first = value - (value % size);
  return { first, end: first + size };
}

function isCovered({ first, end }: Span, spans: readonly Span[]): boolean {
  let next = first;
  for (const span of spans.toSorted((one, other) => (one.first < other.first ? -1 : 1))) {
    if (span.first <= next && span.end > next) {
      next = span.end;
    }
  }
  return next >= end;
}
