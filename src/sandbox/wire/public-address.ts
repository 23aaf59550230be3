import { isLoopback } from "../../server/kit/loopback.ts";
import { parseAddress } from "../../server/kit/parse-address.ts";
import type { Argument } from "./argument.ts";
import { asTextUpTo } from "./arguments.ts";
import { badValue } from "./refusal.ts";

export const MAX_ADDRESS_CHARS = 255;

/** The address of a page for people or notifications: public and https. */
export function asPublicAddress(argument: Argument): string {
  if (publicProtocol(argument) !== "https:") {
    throw badValue(argument, { de: "öffentliche https-Adresse", en: "a public https address" });
  }
  return asTextUpTo(MAX_ADDRESS_CHARS)(argument);
}

/** Also accepts http on this machine, for a demo without a public address. */
export function asPublicOrLoopbackAddress(argument: Argument): string {
  return isLoopbackOverHttp(argument) ? asTextUpTo(MAX_ADDRESS_CHARS)(argument) : asPublicAddress(argument);
}

/** The address of something that the API downloads: public too, but http is accepted. [S2] */
export function asDownloadAddress(argument: Argument): string {
  if (!/^https?:$/.test(publicProtocol(argument) ?? "")) {
    throw badValue(argument, { de: "öffentliche Webadresse", en: "a public web address" });
  }
  return asTextUpTo(MAX_ADDRESS_CHARS)(argument);
}

function isLoopbackOverHttp({ text }: Argument): boolean {
  const url = parseAddress(text);
  return url?.protocol === "http:" && isLoopback(url.hostname);
}

/** The protocol of an address; undefined if it is invalid or not public. */
function publicProtocol({ text }: Argument): string | undefined {
  const url = parseAddress(text);
  const isPublic = url?.hostname.includes(".") && !/^127\./.test(url.hostname);
  return isPublic ? url?.protocol : undefined;
}
