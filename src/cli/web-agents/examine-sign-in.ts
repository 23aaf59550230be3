import { describeUnreachable } from "../describe-unreachable.ts";
import { type Finding, skipped } from "../finding.ts";
import { hostAdvice, readAnswer, serverMessage } from "../server-message.ts";
import { isUsableEndpoint } from "./examine-authorization-server.ts";
import type { Metadata } from "./metadata.ts";

export const SIGN_IN = "sign-in";
const REFUSED = 400;
const TOO_MANY_REQUESTS = 429;
const DOCS = "(docs/oauth.md, “Behind a reverse proxy”)";

type Defect = Required<Pick<Finding, "seen" | "advice">>;

/** An empty request, which the endpoint refuses without doing anything. */
interface Probe {
  readonly endpoint: string;
  readonly method: "GET" | "POST";
  readonly body?: string;
  readonly type?: string;
  /** The form of the refusal. */
  readonly refusal: "page" | "JSON error";
}

const FORM = { method: "POST", body: "", type: "application/x-www-form-urlencoded", refusal: "JSON error" } as const;

const PROBES: readonly Probe[] = [
  { endpoint: "authorization_endpoint", method: "GET", refusal: "page" },
  { endpoint: "token_endpoint", ...FORM },
  { endpoint: "registration_endpoint", ...FORM, body: "{}", type: "application/json" },
  { endpoint: "revocation_endpoint", ...FORM },
];

/** Examines whether the endpoints that the metadata of an authorization server names answer themselves. */
export async function examineSignIn(
  issuer: string,
  document: Metadata,
  timeoutMs: number,
): Promise<readonly Finding[]> {
  const { origin } = new URL(issuer);
  const probes = PROBES.flatMap((probe) => {
    const address = document[probe.endpoint];
    return isUsableEndpoint(address, origin) ? [{ probe, address }] : [];
  });
  if (probes.length === 0) {
    return [skipped(SIGN_IN, "the authorization server names no endpoint that agents can use")];
  }
  const defects = await Promise.all(probes.map(({ probe, address }) => examineEndpoint(probe, address, timeoutMs)));
  const found = defects.filter((defect) => defect !== undefined);
  const paths = probes.map(({ address }) => new URL(address).pathname);
  return found.length > 0
    ? found.map((defect) => ({ what: SIGN_IN, ...defect }))
    : [{ what: SIGN_IN, seen: `${new Intl.ListFormat("en-GB").format(paths)} answer` }];
}

async function examineEndpoint(probe: Probe, address: string, timeoutMs: number): Promise<Defect | undefined> {
  const { method, body, type } = probe;
  const headers = { accept: "text/html, application/json", ...(type && { "content-type": type }) };
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(address, {
      method,
      redirect: "manual",
      headers,
      signal,
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    return isOurs(probe, response, text) ? undefined : describeOther(probe, address, response, text);
  } catch (error) {
    return describeUnreachable(address, error, { timeoutMs, advice: passOn(address) });
  }
}

function isOurs({ refusal }: Probe, { status, headers }: Response, text: string): boolean {
  if (status !== REFUSED) {
    return false;
  }
  return refusal === "page"
    ? /^text\/html\b/i.test(headers.get("content-type") ?? "")
    : typeof readAnswer(text)?.["error"] === "string";
}

function describeOther(probe: Probe, address: string, { status, headers }: Response, text: string): Defect {
  const location = headers.get("location");
  const message = serverMessage(readAnswer(text));
  const seen = [
    `${probe.method} ${new URL(address).pathname} is answered with HTTP ${status}`,
    status === REFUSED ? ` but without the endpoint's ${probe.refusal}` : "",
    location === null ? "" : ` and redirects to ${location}`,
    message === undefined ? "" : `: ${message}`,
  ].join("");
  return { seen, advice: hostAdvice(message) ?? adviceFor(status, address) };
}

function adviceFor(status: number, address: string): string {
  return status === TOO_MANY_REQUESTS
    ? `Try again in a minute. If it happens again, the proxy in front limits requests too strictly: everybody who uses a web agent comes from its addresses ${DOCS}`
    : passOn(address);
}

function passOn(address: string): string {
  return `Have the proxy in front pass ${new URL(address).pathname} on to the endpoint, without a login or a check of its own ${DOCS}`;
}
