import { extractWWWAuthenticateParams } from "@modelcontextprotocol/client";
import { describeFailure } from "../describe-failure.ts";
import { type Finding, skipped } from "../finding.ts";
import { SESSION_ERA, sendFirstRequest } from "../first-request.ts";
import { hostAdvice, readAnswer, serverMessage } from "../server-message.ts";
import { AUTHORIZATION_SERVER, examineAuthorizationServer } from "./examine-authorization-server.ts";
import { examineResource, RESOURCE_METADATA } from "./examine-resource.ts";
import { examineSignIn, SIGN_IN } from "./examine-sign-in.ts";
import { fetchMetadata, isSecure, wellKnownUrl } from "./metadata.ts";
import { compareClocks } from "./server-clock.ts";

export const WEB_AGENTS = "web agents";
const RESOURCE = "oauth-protected-resource";
const FIRST_ERROR_STATUS = 400;
const TOO_MANY_REQUESTS = 429;

/**
 * Walks from an address to the place where people sign in, as claude.ai and ChatGPT do. Sends no key and changes nothing.
 */
export async function* examineWebAgents(url: string, timeoutMs: number): AsyncGenerator<Finding> {
  let refused: Response;
  let text: string;
  try {
    refused = await sendFirstRequest(SESSION_ERA, { url, timeoutMs, redirect: "manual" });
    text = await readRefusal(refused);
  } catch (error) {
    const seen = `a request without a key got no answer: ${describeFailure(error, timeoutMs)}`;
    yield { what: WEB_AGENTS, seen, advice: "The address does answer other requests: check the log of the endpoint" };
    return;
  }
  if (refused.status === 401) {
    yield* followChallenge(url, refused, timeoutMs);
  } else {
    yield describeOther(refused, text);
  }
}

/** The body of an error. Any other may be a stream without an end. */
async function readRefusal(response: Response): Promise<string> {
  if (response.status >= FIRST_ERROR_STATUS) {
    return response.text();
  }
  await response.body?.cancel();
  return "";
}

function describeOther({ status, headers }: Response, text: string): Finding {
  if (status === TOO_MANY_REQUESTS) {
    return skipped(WEB_AGENTS, "the endpoint has refused too many requests from this address; try again in a minute");
  }
  const location = headers.get("location");
  const seen = `a request without a key is answered with HTTP ${status}, not 401`;
  if (location !== null) {
    return {
      what: WEB_AGENTS,
      seen: `${seen}, and redirects to ${location}`,
      advice: "Give agents the address that it redirects to",
    };
  }
  const message = serverMessage(readAnswer(text));
  const advice = hostAdvice(message) ?? "Is this the address of digistore24-mcp?";
  return { what: WEB_AGENTS, seen: message === undefined ? seen : `${seen}: ${message}`, advice };
}

async function* followChallenge(url: string, refused: Response, timeoutMs: number): AsyncGenerator<Finding> {
  const clock = compareClocks(refused.headers.get("date"));
  const named = extractWWWAuthenticateParams(refused).resourceMetadataUrl?.href;
  const place = wellKnownUrl(RESOURCE, url);
  if (named === undefined && !(isAdvertising(url) && (await isServed(place, timeoutMs)))) {
    yield await describeKeysOnly(url, timeoutMs);
    return;
  }
  yield* [describeChallenge(url, named), clock];
  yield* examineDocuments(url, named ?? place, timeoutMs);
}

/** Only `/mcp` and its parts may ask for a token. */
function isAdvertising(url: string): boolean {
  return /^\/mcp(\/|$)/.test(new URL(url).pathname);
}

async function isServed(place: string, timeoutMs: number): Promise<boolean> {
  return isSecure(place) && "document" in (await fetchMetadata(place, timeoutMs));
}

/** Nothing is wrong with such a server: people connect programs with their own keys. */
async function describeKeysOnly(url: string, timeoutMs: number): Promise<Finding> {
  const { origin, pathname } = new URL(url);
  const other = `${origin}/mcp${pathname.replace(/\/$/, "")}`;
  return (await isServed(wellKnownUrl(RESOURCE, other), timeoutMs))
    ? skipped(
        WEB_AGENTS,
        `this address takes API keys only; claude.ai and ChatGPT connect to ${other}: pass that as --url to have it examined`,
      )
    : skipped(
        WEB_AGENTS,
        "claude.ai and ChatGPT cannot connect, because this endpoint takes API keys only; its variables PUBLIC_URL and OAUTH_SECRETS switch their sign-in on",
      );
}

function describeChallenge(url: string, named: string | undefined): Finding {
  if (!isSecure(url)) {
    const advice = "claude.ai and ChatGPT connect over https only: examine the https address that people type";
    return { what: WEB_AGENTS, seen: `${url} is not https`, advice };
  }
  return named === undefined
    ? {
        what: WEB_AGENTS,
        seen: "the header WWW-Authenticate of HTTP 401 does not name resource_metadata",
        advice: "Some agents need it: does a proxy in front remove or replace the header?",
        isWarning: true,
      }
    : { what: WEB_AGENTS, seen: `HTTP 401 without a key names ${named}` };
}

async function* examineDocuments(url: string, place: string, timeoutMs: number): AsyncGenerator<Finding> {
  const resource = await fetchMetadata(place, timeoutMs);
  if ("problem" in resource) {
    yield { what: RESOURCE_METADATA, ...resource.problem };
    yield* skipSignIn("the resource metadata, which leads to it, cannot be used");
    return;
  }
  const { findings, issuer } = examineResource(url, resource.document);
  yield* findings;
  if (issuer === undefined) {
    yield* skipSignIn("the resource metadata names no authorization server that agents can use");
    return;
  }
  const server = await fetchMetadata(wellKnownUrl("oauth-authorization-server", issuer), timeoutMs);
  if ("problem" in server) {
    yield { what: AUTHORIZATION_SERVER, ...server.problem };
    yield skipped(SIGN_IN, "the metadata of the authorization server, which names its endpoints, cannot be used");
    return;
  }
  yield* examineAuthorizationServer(issuer, server.document);
  yield* await examineSignIn(issuer, server.document, timeoutMs);
}

function skipSignIn(why: string): readonly Finding[] {
  return [AUTHORIZATION_SERVER, SIGN_IN].map((what) => skipped(what, why));
}
