import { EventEmitter, once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { messageTexts } from "../../../src/server/kit/message-texts.ts";
import { startEndpoint } from "../../support/endpoint.ts";
import { KEY, modernMessage, modernRequest } from "../../support/test-app.ts";
import { openTestStdio } from "../../support/test-stdio.ts";
import { startListUpstream } from "../insights/list-upstream.ts";

const PAYMENTS = Array.from({ length: 20 }, (_, index) => ({
  id: index,
  purchase_id: `ORDER${index}`,
  created_at: `2026-11-${String(index + 1).padStart(2, "0")} 10:00:00`,
  transaction_type: "payment",
  amount: "10.00",
  currency: "EUR",
}));
const LISTS = { listTransactions: ["transaction_list", PAYMENTS] } as const;
const CALL = { name: "reportSales", arguments: { from: "2026-11-01", to: "2026-11-20" } };
const MESSAGE_2025 = { jsonrpc: "2.0", id: 1, method: "tools/call", params: CALL };

const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0).reverse()) {
    await one.close();
  }
});

interface Message {
  readonly method?: string;
  readonly params?: { readonly progressToken: unknown; readonly progress: number; readonly total: number };
}

/** The messages that come back over HTTP, in their order. */
async function exchange(body: string, headers: Record<string, string> = {}) {
  const upstream = await startListUpstream({ lists: LISTS });
  const endpoint = await startEndpoint({ DIGISTORE24_API_URL: upstream.apiUrl, DIGISTORE24_VERIFY_KEY: "false" });
  open.push(upstream, endpoint);
  const response = await fetch(endpoint.url, {
    method: "POST",
    headers: {
      authorization: `Bearer ${KEY}`,
      accept: "application/json, text/event-stream",
      "content-type": "application/json",
      ...headers,
    },
    body,
  });
  const messages = messageTexts(await response.text()).map((text) => JSON.parse(text) as Message);
  return { type: response.headers.get("content-type"), messages };
}

function withToken(body: string, progressToken: string | number): string {
  const message = JSON.parse(body);
  message.params._meta = { ...message.params._meta, progressToken };
  return JSON.stringify(message);
}

const MODERN = modernRequest("tools/call", CALL);
const REVISIONS = [
  { revision: "2025-11-25", body: JSON.stringify(MESSAGE_2025), headers: {} },
  { revision: "2026-07-28", ...MODERN },
];

describe.each(REVISIONS)("a client of $revision", ({ body, headers }) => {
  test.each(["a-token", 0])("that gives the token %j gets reports with it, and the answer last", async (token) => {
    const { type, messages } = await exchange(withToken(body, token), headers);
    expect(type).toBe("text/event-stream");
    expect(messages.at(-1)).toMatchObject({ id: 1, result: { content: [{ type: "text" }] } });
    const reports = messages.slice(0, -1);
    expect(reports.length).toBeGreaterThan(3);
    for (const { method, params } of reports) {
      expect({ method, token: params?.progressToken }).toEqual({ method: "notifications/progress", token });
      expect(params?.total).toBeGreaterThanOrEqual(params?.progress ?? Number.NaN);
    }
    const done = reports.map(({ params }) => params?.progress ?? 0);
    expect(done.every((count, index) => count > (done[index - 1] ?? 0))).toBe(true);
  });

  test("that gives no token gets one message", async () => {
    expect((await exchange(body, headers)).messages).toHaveLength(1);
  });

  test("that accepts only JSON gets one message, even if it gives a token", async () => {
    const { type, messages } = await exchange(withToken(body, "a-token"), { ...headers, accept: "application/json" });
    expect(type).toMatch(/^application\/json/);
    expect(messages).toHaveLength(1);
  });
});

test("an answer without reports of 2026-07-28 is JSON, not an event stream", async () => {
  expect((await exchange(MODERN.body, MODERN.headers)).type).toMatch(/^application\/json/);
});

describe.each(["2025-11-25", "2026-07-28"] as const)("over stdio at %s", (revision) => {
  test("a cancelled call ends its reading: no further page is asked for", async () => {
    const plain = revision === "2025-11-25" ? MESSAGE_2025 : modernMessage("tools/call", CALL);
    const stub = new EventEmitter();
    const asked = once(stub, "second page");
    const held = once(stub, "released");
    const upstream = await startListUpstream({
      lists: LISTS,
      onCall: async (call) => {
        if (call !== "listTransactions 1") {
          stub.emit(call === "listTransactions 2" ? "second page" : "other call");
          await held;
        }
        return undefined;
      },
    });
    const stdio = await openTestStdio(revision, { DIGISTORE24_API_URL: upstream.apiUrl });
    open.push(upstream, stdio);
    stdio.send({ ...plain, id: 7 });
    await asked;
    stdio.send({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 7, reason: "not needed" } });
    // Messages are read in order, so the next answer shows that the call has been cancelled.
    const { id } = await stdio.rpc("tools/list");
    stub.emit("released");
    await stdio.close();
    expect(id).toBe(1);
    const pages = upstream.calls.filter((call) => call.startsWith("listTransactions"));
    expect(pages.toSorted().filter((call) => Number(call.split(" ")[1]) > 4)).toEqual([]);
  });
});
