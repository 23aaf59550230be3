import { isObject } from "../../server/kit/is-object.ts";
import { isLoopback } from "../../server/kit/loopback.ts";
import { describeUnreachable } from "../describe-unreachable.ts";
import type { Finding } from "../finding.ts";

export type Metadata = Readonly<Record<string, unknown>>;

/** What was found at the address of a document: the document, or why it cannot be used. */
type Fetched = { readonly document: Metadata } | { readonly problem: Omit<Finding, "what"> };

/** The place of a document about an address: its path comes after the well-known one. */
export function wellKnownUrl(document: string, address: string): string {
  const { origin, pathname } = new URL(address);
  return `${origin}/.well-known/${document}${pathname.replace(/\/$/, "")}`;
}

/** Whether agents send requests to an address. It may be http only on this machine. */
export function isSecure(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}

/** Fetches a document as agents do: without signing in, and without following redirects. */
export async function fetchMetadata(url: string, timeoutMs: number): Promise<Fetched> {
  if (!isSecure(url)) {
    const advice = "Agents take it over https only: set PUBLIC_URL to the https address that people type";
    return { problem: { seen: `${url} is not https`, advice } };
  }
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
    return readDocument(url, response, await response.text());
  } catch (error) {
    const advice = "Is PUBLIC_URL exactly what people type, and does it lead to this endpoint?";
    return { problem: describeUnreachable(url, error, { timeoutMs, advice }) };
  }
}

function readDocument(url: string, { status, headers }: Response, text: string): Fetched {
  if (status !== 200) {
    const location = headers.get("location");
    const seen = `${url} is answered with HTTP ${status}${location === null ? "" : ` and redirects to ${location}`}`;
    return { problem: { seen, advice: adviceFor(status) } };
  }
  const document = parse(text);
  return isObject(document)
    ? { document }
    : {
        problem: {
          seen: `the answer from ${url} is not a JSON object`,
          advice: "Something in front of the endpoint answers instead: have it pass /.well-known/ on to the endpoint",
        },
      };
}

function adviceFor(status: number): string {
  return status === 401 || status === 403
    ? "Agents read it before anybody has signed in: have the proxy or firewall in front pass /.well-known/ without a login"
    : "Have the proxy in front pass /.well-known/ on to the endpoint, at the root of the host name";
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
