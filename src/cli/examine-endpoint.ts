import { readKey } from "../server/key/api-key.ts";
import { withoutKeys } from "../server/kit/caller-text.ts";
import { isObject } from "../server/kit/is-object.ts";
import { describeFailure } from "./describe-failure.ts";
import { describeUnreachable } from "./describe-unreachable.ts";
import { type Finding, skipped } from "./finding.ts";
import { ERAS, type Era, type Recipient, sendFirstRequest } from "./first-request.ts";
import { hostAdvice, readAnswer, serverMessage } from "./server-message.ts";
import { examineWebAgents, WEB_AGENTS } from "./web-agents/examine-web-agents.ts";

const TIMEOUT_MS = 10_000;
const NOT_FOUND = 404;
const UNAVAILABLE = 503;
/** The answers of a proxy whose server does not answer. The endpoint itself sends one of them while it stops. */
const PROXY_FAILURES: readonly number[] = [502, UNAVAILABLE, 504];
const IS_IT_MCP = "Is this the address of an MCP endpoint?";

/** Examines an endpoint in both eras of the protocol, for which it needs a key, and what web agents find there. */
export async function* examineEndpoint(
  url: string,
  apiKey: string | undefined,
  timeoutMs = TIMEOUT_MS,
): AsyncGenerator<Finding> {
  let status: number;
  try {
    const reached = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    await reached.body?.cancel();
    ({ status } = reached);
  } catch (error) {
    const advice = "Is it running, and is this its address?";
    yield { what: "endpoint", ...describeUnreachable(url, error, { timeoutMs, advice }) };
    yield* skipRest("the endpoint cannot be reached");
    return;
  }
  if (PROXY_FAILURES.includes(status)) {
    const seen = `${url} answers with HTTP ${status}: the proxy does not reach the server, or the server is stopping`;
    yield {
      what: "endpoint",
      seen,
      advice: "Is the server running, and does the proxy pass requests on to its address and port?",
    };
    yield* skipRest("the server does not answer");
    return;
  }
  yield { what: "endpoint", seen: `${url} answers` };
  yield* examineReadiness(url, timeoutMs);
  const { key } = readKey(apiKey);
  for (const era of ERAS) {
    yield key === undefined
      ? skipped(nameOf(era), "needs an API key")
      : await examineEra(era, { url, apiKey: key, timeoutMs });
  }
  yield* examineWebAgents(url, timeoutMs);
}

function skipRest(why: string): Finding[] {
  return [...ERAS.map(nameOf), WEB_AGENTS].map((what) => skipped(what, why));
}

/** Reports a server that says it is not ready. An address without such an answer, behind some proxies, says nothing. */
async function* examineReadiness(url: string, timeoutMs: number): AsyncGenerator<Finding> {
  try {
    const response = await fetch(new URL("ready", url), { signal: AbortSignal.timeout(timeoutMs) });
    const { status, reason } = readAnswer(await response.text()) ?? {};
    if (response.status === UNAVAILABLE && typeof status === "string") {
      const seen = typeof reason === "string" ? `${status}: ${reason}` : status;
      yield { what: "ready", seen: withoutKeys(seen, ""), advice: "The log of the endpoint has the cause" };
    }
  } catch (error) {
    const seen = `/ready got no answer: ${describeFailure(error, timeoutMs)}`;
    yield { what: "ready", seen, advice: "The address does answer other requests: check the log of the endpoint" };
  }
}

function nameOf({ revision }: Era): string {
  return `MCP ${revision}`;
}

async function examineEra(era: Era, recipient: Recipient): Promise<Finding> {
  const what = nameOf(era);
  try {
    const response = await sendFirstRequest(era, recipient);
    return { what, ...describeAnswer(recipient.apiKey, response.status, await response.text()) };
  } catch (error) {
    const seen = `${era.method} got no answer: ${describeFailure(error, recipient.timeoutMs)}`;
    return { what, seen, advice: "The address does answer other requests: check the log of the endpoint" };
  }
}

function describeAnswer(apiKey: string | undefined, status: number, text: string): Omit<Finding, "what"> {
  const answer = readAnswer(text);
  if (answer === undefined) {
    return { seen: `HTTP ${status} without an answer in JSON`, advice: IS_IT_MCP };
  }
  const { result } = answer;
  if (isObject(result)) {
    return { seen: `agents that use this version can connect${nameServer(result["serverInfo"])}` };
  }
  const message = serverMessage(answer, apiKey);
  const advice = message === undefined || status === NOT_FOUND ? IS_IT_MCP : "Follow the advice in this message";
  return message === undefined
    ? { seen: `HTTP ${status}`, advice }
    : { seen: `HTTP ${status}: ${message}`, advice: hostAdvice(message) ?? advice };
}

function nameServer(info: unknown): string {
  const { name, version = "" } = isObject(info) ? info : {};
  return name === undefined ? "" : ` to ${name} ${version}`.trimEnd();
}
