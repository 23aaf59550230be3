import { isDeepStrictEqual } from "node:util";
import { messageTexts } from "../../../../src/server/kit/message-texts.ts";
import type { AppOptions } from "../../../../src/server/start/app.ts";
import { openTestApp, type TestApp } from "../../../support/test-app.ts";
import type { useUpstream } from "../../../support/upstream.ts";

/** One request of the corpus. A header set to undefined is left out. */
export interface Sent {
  readonly name: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly url?: string;
}

/** An answer as far as it has to be the same. */
interface Seen {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly messages: readonly unknown[];
  /** What went upstream because of the request. */
  readonly upstream: unknown;
}

export interface Compared {
  /** Undefined if both answers are the same. */
  readonly difference?: { readonly request: string; readonly lane: unknown; readonly handler: unknown };
  /** Whether the lane gave the answer of the app that has one. */
  readonly isByLane: boolean;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

interface ComparedAll {
  readonly differences: readonly Compared["difference"][];
  /** How many of the requests the lane has answered. */
  readonly byLane: number;
}

/** Two apps, of which one has the direct lane and one leaves every request to the SDK's handler. */
export interface Twins {
  readonly lane: TestApp;
  readonly handler: TestApp;
  compare(sent: Sent): Promise<Compared>;
  compareAll(all: readonly Sent[]): Promise<ComparedAll>;
  close(): Promise<unknown>;
}

interface TwinOptions extends Omit<AppOptions, "config"> {
  /** Takes the requests that have come in upstream since it was last called. */
  readonly takeUpstream?: () => unknown;
}

/** Of the upstream of a test file. */
export function takeFrom({ requests }: ReturnType<typeof useUpstream>): () => unknown {
  return () => requests.splice(0).map(({ functionName, form }) => ({ functionName, form }));
}

export function openTwins(
  env: Record<string, string> = {},
  { takeUpstream = () => [], ...options }: TwinOptions = {},
): Twins {
  const lane = openTestApp({ ...env, MCP_LANE: "on" }, options);
  const handler = openTestApp({ ...env, MCP_LANE: "off" }, options);
  const ask = async (app: TestApp, { body, headers, url }: Sent) => {
    const answer = await app.post(body, headers, url);
    return { answer, upstream: takeUpstream() };
  };
  const compare = async (sent: Sent) => {
    const ofLane = await ask(lane, sent);
    const ofHandler = await ask(handler, sent);
    return compareAnswers(sent.name, ofLane, ofHandler);
  };
  return {
    lane,
    handler,
    compare,
    compareAll: async (all) => {
      const compared: Compared[] = [];
      for (const sent of all) {
        compared.push(await compare(sent));
      }
      return {
        differences: compared.flatMap(({ difference }) => difference ?? []),
        byLane: compared.filter(({ isByLane }) => isByLane).length,
      };
    },
    close: () => Promise.all([lane.app.close(), handler.app.close()]),
  };
}

interface Asked {
  readonly answer: RawAnswer;
  readonly upstream?: unknown;
}

export function compareAnswers(name: string, ofLane: Asked, ofHandler: Asked): Compared {
  const lane = see(ofLane);
  const isByLane = isWrittenByLane(ofLane.answer);
  const handler = isByLane ? withoutStream(see(ofHandler), lane) : see(ofHandler);
  return {
    ...(!isDeepStrictEqual(lane, handler) && { difference: { request: name, ...shorten(lane, handler) } }),
    isByLane,
  };
}

/** The lane states the length of each answer, the SDK's handler of none. */
export function isWrittenByLane({ status, headers }: RawAnswer): boolean {
  return status === 200 && headers["content-length"] !== undefined;
}

/** Depend on the connection, or on the way in which a body is written. */
const WAYS_OF_WRITING = ["date", "connection", "keep-alive", "content-length", "transfer-encoding"];
const REQUEST_ID = "x-request-id";

function see({ answer: { status, headers, body }, upstream }: Asked): Seen {
  const others = Object.entries(headers).filter(([name]) => !WAYS_OF_WRITING.includes(name));
  const seen = Object.fromEntries(others);
  return {
    status,
    // Each request has an id of its own.
    headers: REQUEST_ID in seen ? { ...seen, [REQUEST_ID]: typeof seen[REQUEST_ID] } : seen,
    messages: messagesOf(body),
    upstream: upstream ?? [],
  };
}

function messagesOf(body: string): readonly unknown[] {
  return body === "" ? [] : messageTexts(body).map((text) => JSON.parse(withoutChance(text)));
}

/** A confirmation is encrypted with a new nonce each time; its length and its place stay. */
const SEALED = /(?<="requestState":"|\\"confirmation\\":\\")[\w-]+/g;
/** An error of ours names the request, so that it can be found in the log. */
const OWN_ID = /(?<=request )[\da-f]{8}-[\da-f-]{27}/g;

function withoutChance(text: string): string {
  return text.replace(SEALED, (sealed) => "*".repeat(sealed.length)).replace(OWN_ID, "*");
}

const JSON_TYPE = "application/json";
/** The SDK sets them for each event stream, and they stay if its message is then sent as JSON. */
const OF_STREAMS = ["cache-control", "x-accel-buffering"];

/** The one intended difference: the lane answers with JSON where the handler begins an event stream for one message. */
function withoutStream(handler: Seen, lane: Seen): Seen {
  if (lane.headers["content-type"] !== JSON_TYPE || !OF_STREAMS.every((name) => name in handler.headers)) {
    return handler;
  }
  const others = Object.entries(handler.headers).filter(([name]) => !OF_STREAMS.includes(name));
  return { ...handler, headers: { ...Object.fromEntries(others), "content-type": JSON_TYPE } };
}

const MAX_SHOWN = 600;

/** The members that differ. A list of all tools would hide the rest of a failure. */
function shorten(lane: Seen, handler: Seen) {
  const different = (Object.keys(lane) as (keyof Seen)[]).filter((key) => !isDeepStrictEqual(lane[key], handler[key]));
  const shown = (seen: Seen) =>
    different.map((key) => `${key}: ${(JSON.stringify(seen[key]) ?? "").slice(0, MAX_SHOWN)}`).join("; ");
  return { lane: shown(lane), handler: shown(handler) };
}
