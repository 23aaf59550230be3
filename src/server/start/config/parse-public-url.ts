import { isLoopback } from "../../kit/loopback.ts";
import { parseAddress } from "../../kit/parse-address.ts";
import { hostInside, toHostName } from "./parse-host.ts";
import { WrongValueError } from "./wrong-value.ts";

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
const WEB_ADDRESS = /^https?:\/\/[^/\\\s]/i;
const ORIGIN_ALONE = /^[a-z]+:\/\/[^/\\?#@\s]+\/?$/i;

/**
 * The origin at which people reach the server, as `URL.origin` writes it. Tokens are sealed for this text, so every
 * spelling of it must give the same.
 */
export function publicOrigin(text: string): string {
  const host = toHostName(hostInside(text));
  if (host === undefined) {
    throw new WrongValueError("must be an https address with a full host name");
  }
  const origin = originMeant(host, text);
  if (!WEB_ADDRESS.test(text) || parseAddress(text) === undefined) {
    throw new WrongValueError(`must be an https address: write ${origin}`);
  }
  if (!ORIGIN_ALONE.test(text)) {
    throw new WrongValueError(`must end after the host, without path, query, fragment or user name: write ${origin}`);
  }
  if (/^http:/i.test(text) && !isLoopback(host)) {
    throw new WrongValueError(`must begin with https, because keys pass through it: write ${origin}`);
  }
  return origin;
}

/** The origin alone, without the rest of the text. Only this machine is reached by http. */
function originMeant(host: string, text: string): string {
  const address = SCHEME.test(text) ? text : `${isLoopback(host) ? "http" : "https"}://${text}`;
  if (parseAddress(address) === undefined) {
    return `https://${host}`;
  }
  const url = new URL(address);
  url.hostname = host;
  const isAllowed = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(host));
  return isAllowed ? url.origin : `https://${host}`;
}
