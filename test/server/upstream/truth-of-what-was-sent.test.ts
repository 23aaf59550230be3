import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { toErrorResult } from "../../../src/server/call/error-result.ts";
import { CallError } from "../../../src/server/kit/errors.ts";
import { createDigistore24Client } from "../../../src/server/upstream/digistore24-client.ts";
import type { UpstreamCall } from "../../../src/server/upstream/upstream-call.ts";
import { answer, type Faults, startFaultyUpstream } from "../../support/faulty-upstream.ts";
import { readTool, writeTool } from "../../support/tools.ts";

const SEED = 20_261_128;
const DOUBT = "It may have been carried out anyway.";
const KEY = "100001-TRUTHKEY";
const SENT_HEAD = "undici:client:sendHeaders";

let headsSent = 0;
const countHead = () => {
  headsSent++;
};

beforeEach(() => {
  headsSent = 0;
  subscribe(SENT_HEAD, countHead);
});

afterEach(() => {
  unsubscribe(SENT_HEAD, countHead);
  vi.unstubAllEnvs();
});

/** A running process cannot be made to trust a certificate, so faults after the handshake are tested without that check. */
function trustAnyCertificate(): void {
  vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
}

interface Phase extends Faults {
  readonly name: string;
  /** Whether a connection opens, so that a request may be sent; undefined if that is a race. */
  readonly isEstablished: boolean | undefined;
  /** The API itself answers, in an envelope. */
  readonly isAnswered?: boolean;
  readonly trustsAny?: boolean;
  /** Whether only the call's own time limit ends it. */
  readonly endsByTime?: boolean;
}

const isWhole = (received: string) => {
  const [head = "", body = ""] = received.split("\r\n\r\n");
  return received.includes("\r\n\r\n") && body.length >= Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
};
const onWhole = (then: (socket: Socket) => void) => (socket: Socket, received: string) => {
  if (isWhole(received)) {
    then(socket);
  }
};
const reset = (socket: Socket) => void socket.destroy();
const taken = (then: (socket: Socket) => void) => (socket: Socket) => {
  then(socket);
  return "taken" as const;
};

const behindAnyConnection: Omit<Phase, "certificate">[] = [
  { name: "a reset after the connection opens", isEstablished: undefined, onEstablished: reset },
  { name: "a reset at the first bytes", isEstablished: true, onData: reset },
  { name: "a reset after the whole request", isEstablished: true, onData: onWhole(reset) },
  { name: "an end after the whole request", isEstablished: true, onData: onWhole((socket) => void socket.end()) },
  { name: "no answer", isEstablished: undefined, endsByTime: true },
  {
    name: "a reset inside the answer",
    isEstablished: true,
    onData: onWhole((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{"result":', () => reset(socket));
    }),
  },
  {
    name: "an answer that is not HTTP",
    isEstablished: true,
    onData: onWhole((socket) => void socket.end("SSH-2.0-none\r\n")),
  },
  { name: "an answer that is not JSON", isEstablished: true, onData: onWhole((socket) => socket.write(answer("{"))) },
  {
    name: "an answer that is not compressed as it claims",
    isEstablished: true,
    onData: onWhole((socket) => socket.write(answer("{}", "content-encoding: gzip\r\n"))),
  },
  {
    name: "a refusal",
    isEstablished: true,
    isAnswered: true,
    onData: onWhole((socket) => socket.write(answer('{"result":"error","code":99,"message":"No"}'))),
  },
];

const phases: Phase[] = [
  ...behindAnyConnection,
  ...behindAnyConnection.map(
    (phase): Phase => ({
      ...phase,
      name: `${phase.name}, over TLS`,
      certificate: "good",
      trustsAny: true,
    }),
  ),
  { name: "a reset before TLS", isEstablished: false, certificate: "good", onAccept: taken(reset) },
  {
    name: "plain text in place of TLS",
    isEstablished: false,
    certificate: "good",
    onAccept: taken((socket) => void socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")),
  },
  {
    name: "a handshake that never ends",
    isEstablished: false,
    endsByTime: true,
    certificate: "good",
    onAccept: () => "taken",
  },
  { name: "a self-signed certificate", isEstablished: false, certificate: "self-signed" },
  { name: "a certificate of an unknown authority", isEstablished: false, certificate: "good" },
];

interface Observed {
  readonly error: unknown;
  readonly sentence: string;
  readonly seen: string;
  readonly headsSent: number;
}

async function observe(phase: Phase, isRead: boolean, bodyChars: number): Promise<Observed> {
  vi.unstubAllEnvs();
  if (phase.trustsAny) {
    trustAnyCertificate();
  }
  headsSent = 0;
  const upstream = await startFaultyUpstream(phase);
  const client = createDigistore24Client(upstream.apiUrl);
  const call: UpstreamCall = {
    path: "/ping",
    args: bodyChars === 0 ? {} : { text: "x".repeat(bodyChars) },
    apiKey: KEY,
    timeoutMs: phase.endsByTime ? 100 : 60_000,
    isRead,
  };
  const error: unknown = await client.call(call).catch((reason: unknown) => reason);
  const { content } = toErrorResult(isRead ? readTool : writeTool, error, {
    requestId: "request-1",
    apiKey: KEY,
    wasSent: false,
  });
  const observed = {
    error,
    sentence: content.map((block) => (block.type === "text" ? block.text : "")).join(""),
    headsSent,
  };
  await upstream.close();
  await client.close();
  return { ...observed, seen: upstream.seen() };
}

describe("every failure", () => {
  test(`leaves a write in doubt if and only if its head had been sent (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...phases),
        fc.constantFrom(false, false, false, true),
        fc.constantFrom(0, 100, 300_000),
        async (phase, isRead, bodyChars) => {
          const { error, sentence, seen, headsSent: heads } = await observe(phase, isRead, bodyChars);
          expect(error).toBeInstanceOf(CallError);
          const hasLeft = heads > 0;
          expect(sentence.includes(DOUBT), sentence).toBe(!isRead && hasLeft && !phase.isAnswered);
          // A request that the API has seen was sent, and one that was not sent it has not seen.
          expect(seen === "" || hasLeft).toBe(true);
          expect(sentence.includes("nothing was sent"), sentence).toBe(!hasLeft);
          if (phase.isEstablished !== undefined) {
            expect(hasLeft).toBe(phase.isEstablished);
          }
          expect(isRead || heads <= 1).toBe(true);
        },
      ),
      { seed: SEED, numRuns: 100 },
    );
  });
});

describe("each cause has its own sentence", () => {
  const sentenceOf = async (apiUrl: string, apiKey = KEY) => {
    const client = createDigistore24Client(apiUrl);
    const call: UpstreamCall = { path: "/ping", args: {}, apiKey, timeoutMs: 20_000, isRead: false };
    const error: unknown = await client.call(call).catch((reason: unknown) => reason);
    await client.close();
    const { content } = toErrorResult(writeTool, error, { requestId: "r", apiKey, wasSent: false });
    return content.map((block) => (block.type === "text" ? block.text : "")).join("");
  };

  test("a certificate that is not trusted", async () => {
    const upstream = await startFaultyUpstream({ certificate: "self-signed" });
    const sentence = await sentenceOf(upstream.apiUrl);
    await upstream.close();
    expect(sentence).toMatch(
      /^writeThing: nothing was sent\. This machine does not trust the certificate of localhost:\d+ \(DEPTH_ZERO_SELF_SIGNED_CERT\)\. .*NODE_EXTRA_CA_CERTS/,
    );
  });

  test("a certificate that is not trusted is not tried again for a read", async () => {
    let connections = 0;
    const onAccept = () => {
      connections++;
      return undefined;
    };
    const upstream = await startFaultyUpstream({ certificate: "self-signed", onAccept });
    const client = createDigistore24Client(upstream.apiUrl);
    await client.call({ path: "/ping", args: {}, apiKey: KEY, timeoutMs: 20_000, isRead: true }).catch(() => undefined);
    await client.close();
    await upstream.close();
    expect(connections).toBe(1);
  });

  test("a refused connection", async () => {
    const upstream = await startFaultyUpstream({});
    await upstream.close();
    expect(await sentenceOf(upstream.apiUrl)).toMatch(
      /nothing was sent\. Digistore24 cannot be reached: localhost:\d+ refused the connection \(ECONNREFUSED\)\. .*without a proxy/,
    );
  });

  test("a name that does not exist", async () => {
    expect(await sentenceOf("http://digistore24.invalid/api/call")).toMatch(
      /nothing was sent\. Digistore24 cannot be reached: the name digistore24\.invalid could not be resolved \(E[A-Z_]+\)\. .*DNS/,
    );
  });

  test.each(["100001-KÖ😀Y", "100001\r\nx"])("a key that no header can hold: %j", async (apiKey) => {
    const upstream = await startFaultyUpstream({});
    const sentence = await sentenceOf(upstream.apiUrl, apiKey);
    await upstream.close();
    expect(sentence).toContain("nothing was sent. The API key contains a character that is not allowed in a request.");
    expect(sentence).not.toContain("TRUTH");
    expect(upstream.seen()).toBe("");
  });
});

describe("many calls at once", () => {
  test("each report the fate of their own request", async () => {
    trustAnyCertificate();
    const upstream = await startFaultyUpstream({
      certificate: "good",
      // Half of the handshakes never begin.
      onAccept: (_, index) => (index % 2 === 1 ? "taken" : undefined),
    });
    const client = createDigistore24Client(upstream.apiUrl);
    const calls = Array.from({ length: 30 }, async (_, index) => {
      const args = { marker: `m${index}e` };
      const error = (await client
        .call({ path: "/ping", args, apiKey: KEY, timeoutMs: 1500, isRead: false })
        .catch((reason: unknown) => reason)) as CallError;
      return { marker: args.marker, kind: error.kind, wasSent: error.details.wasSent };
    });
    const outcomes = await Promise.all(calls);
    await upstream.close();
    await client.close();
    expect(outcomes.map(({ kind }) => kind)).toEqual(outcomes.map(() => "timeout"));
    expect(outcomes.filter(({ wasSent }) => wasSent).map(({ marker }) => marker)).toEqual(
      outcomes.filter(({ marker }) => upstream.seen().includes(`marker=${marker}`)).map(({ marker }) => marker),
    );
    expect(new Set(outcomes.map(({ wasSent }) => wasSent))).toEqual(new Set([true, false]));
  });
});
