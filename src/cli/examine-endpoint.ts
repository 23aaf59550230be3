import { readKey } from "../server/key/api-key.ts";
import { isObject } from "../server/kit/is-object.ts";
import { messageTexts } from "../server/kit/message-texts.ts";
import { describeFailure } from "./describe-failure.ts";
import { type Finding, skipped } from "./finding.ts";
import { ERAS, type Era, type Recipient, sendFirstRequest } from "./first-request.ts";
import { examineWebAgents, WEB_AGENTS } from "./web-agents/examine-web-agents.ts";

const TIMEOUT_MS = 10_000;

interface Answer {
  readonly result?: { readonly serverInfo?: { readonly name?: string; readonly version?: string } };
  /** An MCP error, or a sentence from a server in front of the endpoint. */
  readonly error?: { readonly message?: string } | string;
}

/** Examines an endpoint in both eras of the protocol, for which it needs a key, and what web agents find there. */
export async function* examineEndpoint(
  url: string,
  apiKey: string | undefined,
  timeoutMs = TIMEOUT_MS,
): AsyncGenerator<Finding> {
  try {
    const reached = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    await reached.body?.cancel();
  } catch (error) {
    const seen = `${url} cannot be reached (${describeFailure(error, timeoutMs)})`;
    yield { what: "endpoint", seen, advice: "Is it running, and is this its address?" };
    yield* [...ERAS.map(nameOf), WEB_AGENTS].map((what) => skipped(what, "the endpoint cannot be reached"));
    return;
  }
  yield { what: "endpoint", seen: `${url} answers` };
  const { key } = readKey(apiKey);
  for (const era of ERAS) {
    yield key === undefined
      ? skipped(nameOf(era), `${era.method} needs an API key`)
      : await examineEra(era, { url, apiKey: key, timeoutMs });
  }
  yield* examineWebAgents(url, timeoutMs);
}

function nameOf({ revision }: Era): string {
  return `MCP ${revision}`;
}

async function examineEra(era: Era, recipient: Recipient): Promise<Finding> {
  const what = nameOf(era);
  try {
    const response = await sendFirstRequest(era, recipient);
    return { what, ...describeAnswer(era, response.status, await response.text()) };
  } catch (error) {
    const seen = `${era.method} got no answer: ${describeFailure(error, recipient.timeoutMs)}`;
    return { what, seen, advice: "The address does answer other requests: check the log of the endpoint" };
  }
}

function describeAnswer({ method }: Era, status: number, text: string): Omit<Finding, "what"> {
  const answer = readAnswer(text);
  if (answer === undefined) {
    return { seen: `HTTP ${status} without an answer in JSON`, advice: "Is this the address of an MCP endpoint?" };
  }
  const { result, error } = answer;
  if (result) {
    const { name, version } = result.serverInfo ?? {};
    const by = name === undefined ? "" : ` by ${name} ${version ?? ""}`;
    return { seen: `${method} is answered${by}`.trimEnd() };
  }
  const message = typeof error === "string" ? error : error?.message;
  const advice = message === undefined ? "Is this the address of an MCP endpoint?" : "Follow this message";
  return { seen: `HTTP ${status}${message === undefined ? "" : `: ${message}`}`, advice };
}

/** The message in a body of JSON or of an event stream; undefined for any other body. */
function readAnswer(text: string): Answer | undefined {
  try {
    const value: unknown = JSON.parse(messageTexts(text)[0]);
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}
