import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import { openAuditLog } from "../../../../src/server/watch/audit-log.ts";
import { readJsonLines, useTempFolders } from "../../../support/temp-folder.ts";
import { KEY, modernRequest } from "../../../support/test-app.ts";
import { type HeldEndpoint, useHeldEndpoints } from "./held-upstream.ts";

const start = useHeldEndpoints();
const tempFolder = useTempFolders();
const BOTH = "application/json, text/event-stream";
const READ = { name: "ping", arguments: {} };
const WRITE = { name: "PostCreatevoucher", arguments: { data: { code: "LAUNCH10" } } };
const ANSWER = {
  jsonrpc: "2.0",
  id: 1,
  result: { content: [{ type: "text", text: '{"answered":"late"}' }] },
};
const OF_JSON = { "content-type": "application/json", "content-length": expect.stringMatching(/^\d+$/) };

interface Asked {
  readonly accept?: string;
  readonly revision?: "2025-11-25" | "2026-07-28";
  readonly call?: object;
}

interface Incoming {
  readonly statusCode: number | undefined;
  readonly headers: IncomingMessage["headers"];
  nextChunk(): Promise<string>;
  /** What has not been read yet. */
  rest(): Promise<string>;
}

/** A request under way over a connection of its own. */
function ask({ url }: HeldEndpoint, { accept = BOTH, revision = "2025-11-25", call = READ }: Asked = {}) {
  const { body, headers } =
    revision === "2026-07-28"
      ? modernRequest("tools/call", call)
      : {
          body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: call }),
          headers: { "mcp-protocol-version": revision },
        };
  const all = { ...headers, authorization: `Bearer ${KEY}`, "content-type": "application/json", accept };
  const asked = request(url, { method: "POST", headers: all, agent: false });
  const incoming = once(asked, "response").then(([response]) => read(response));
  asked.end(body);
  return {
    incoming,
    hangUp: () => {
      incoming.catch(() => undefined);
      asked.on("error", () => undefined).destroy();
    },
  };
}

function read(response: IncomingMessage): Incoming {
  const { statusCode, headers } = response.setEncoding("utf8").on("error", () => undefined);
  const chunks: AsyncIterator<string> = response[Symbol.asyncIterator]();
  const nextChunk = async () => {
    const { value, done } = await chunks.next();
    return done ? "" : value;
  };
  const rest = async () => {
    let text = "";
    for (let chunk = await nextChunk(); chunk !== ""; chunk = await nextChunk()) {
      text += chunk;
    }
    return text;
  };
  return { statusCode, headers, nextChunk, rest };
}

/** The server has noticed that its clients have left. */
async function seenToLeave({ connections }: HeldEndpoint): Promise<void> {
  while ((await connections()) > 0) {
    await turn();
  }
}

describe("an answer that comes soon", () => {
  test.each(["2025-11-25", "2026-07-28"] as const)("is JSON of a stated length at %s", async (revision) => {
    const endpoint = await start();
    const { incoming } = ask(endpoint, { revision });
    (await endpoint.nextCall()).answer();
    const { statusCode, headers, rest } = await incoming;
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({ ...OF_JSON, "x-request-id": expect.any(String) });
    expect(JSON.parse(await rest())).toMatchObject(ANSWER);
  });
});

describe("an answer that takes long", () => {
  test("begins as an event stream with comments, and ends with the one message", async () => {
    const endpoint = await start({ streamAfterMs: 1 });
    const asked = ask(endpoint);
    const call = await endpoint.nextCall();
    const { headers, nextChunk, rest } = await asked.incoming;
    expect(headers).toMatchObject({
      "content-type": "text/event-stream",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
      "x-request-id": expect.any(String),
    });
    const comments = (await nextChunk()) + (await nextChunk());
    expect(comments).toMatch(/^(: [^\n]+\n\n){2,}$/);
    call.answer();
    const [, message = ""] = /^(?:: [^\n]+\n\n)*event: message\ndata: (.+)\n\n$/.exec(await rest()) ?? [];
    expect(JSON.parse(message)).toEqual(ANSWER);
  });

  test.each([
    { name: "that accepts only JSON", accept: "application/json" },
    { name: "that accepts anything", accept: "*/*" },
    { name: "whose header only mentions event streams", accept: 'application/json;like="text/event-stream"' },
    { name: "of 2026-07-28", revision: "2026-07-28" as const },
  ])("is JSON for a client $name", async ({ accept, revision }) => {
    const endpoint = await start({ streamAfterMs: 1 });
    const asked = ask(endpoint, { ...(accept && { accept }), ...(revision && { revision }) });
    const first = await endpoint.nextCall();
    // Another client's stream has begun meanwhile, so the time is over.
    const other = ask(endpoint);
    const second = await endpoint.nextCall();
    const stream = await other.incoming;
    await stream.nextChunk();
    first.answer();
    second.answer();
    const { headers, rest } = await asked.incoming;
    expect(headers).toMatchObject(OF_JSON);
    expect(JSON.parse(await rest())).toMatchObject(ANSWER);
    await stream.rest();
  });
});

describe("a client that hangs up", () => {
  test.each([
    { name: "before the stream began", streamAfterMs: 60_000 },
    { name: "after the stream began", streamAfterMs: 1 },
  ])("$name ends the read upstream", async ({ streamAfterMs }) => {
    const endpoint = await start({ streamAfterMs });
    const asked = ask(endpoint);
    const call = await endpoint.nextCall();
    if (streamAfterMs === 1) {
      await (await asked.incoming).nextChunk();
    }
    asked.hangUp();
    expect(await call.wasAnswered).toBe(false);
  });

  test.each([
    { name: "before the stream began", streamAfterMs: 60_000 },
    { name: "after the stream began", streamAfterMs: 1 },
  ])("$name does not end a write, which is audited", async ({ streamAfterMs }) => {
    const file = `${tempFolder()}/audit.log`;
    const auditLog = openAuditLog(file);
    const endpoint = await start({ streamAfterMs, reports: { auditLog } });
    const asked = ask(endpoint, { call: WRITE });
    const call = await endpoint.nextCall();
    if (streamAfterMs === 1) {
      await (await asked.incoming).nextChunk();
    }
    asked.hangUp();
    await seenToLeave(endpoint);
    call.answer();
    expect(await call.wasAnswered).toBe(true);
    await endpoint.close();
    auditLog.close();
    expect(readJsonLines(file)).toMatchObject([{ tool: WRITE.name, outcome: "success" }]);
  });
});

test("no timer is left, whether a client waits for its answer or not", async () => {
  const [started, stopped] = [vi.spyOn(globalThis, "setInterval"), vi.spyOn(globalThis, "clearInterval")];
  const streamAfterMs = 123_457;
  const endpoint = await start({ streamAfterMs });
  for (const stays of [true, false]) {
    const asked = ask(endpoint);
    const call = await endpoint.nextCall();
    if (stays) {
      call.answer();
      await (await asked.incoming).rest();
    } else {
      asked.hangUp();
      await call.wasAnswered;
    }
  }
  await endpoint.close();
  const timers = started.mock.calls.flatMap(([, ms], index) =>
    ms === streamAfterMs ? started.mock.results[index]?.value : [],
  );
  expect(timers).toHaveLength(2);
  expect(stopped.mock.calls.map(([timer]) => timer)).toEqual(expect.arrayContaining(timers));
  vi.restoreAllMocks();
});

test("the server stops while an event stream is open, and its client gets the answer", async () => {
  const endpoint = await start({ streamAfterMs: 1 });
  const asked = ask(endpoint);
  const call = await endpoint.nextCall();
  const { nextChunk, rest } = await asked.incoming;
  await nextChunk();
  const closed = endpoint.close();
  call.answer();
  expect(await rest()).toContain('"id":1');
  await closed;
});
