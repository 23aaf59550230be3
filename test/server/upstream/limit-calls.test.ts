import { describe, expect, test, vi } from "vitest";
import type { CallLimits } from "../../../src/server/upstream/call-places.ts";
import { limitCalls } from "../../../src/server/upstream/limit-calls.ts";
import type { Digistore24Client, UpstreamCall } from "../../../src/server/upstream/upstream-call.ts";
import { MAX_WAIT_MS } from "../../../src/server/upstream/wait-for-turn.ts";

interface HeldClient extends Digistore24Client {
  /** The keys of the calls that have begun and not ended. */
  readonly begun: () => string[];
  /** Ends the oldest call. */
  readonly release: () => Promise<void>;
}

/** Replaces the API: the test decides when a call ends. */
function holdCalls(): HeldClient {
  const held: { key: string; end: () => void }[] = [];
  return {
    begun: () => held.map(({ key }) => key),
    release: async () => {
      held.shift()?.end();
      // A waiting call begins within a few microtasks.
      await new Promise(setImmediate);
    },
    call: ({ apiKey }) => new Promise((resolve) => held.push({ key: apiKey, end: () => resolve(apiKey) })),
    close: async () => undefined,
  };
}

function open(limits: Partial<CallLimits>) {
  const api = holdCalls();
  const client = limitCalls(api, { total: 100, perKey: 100, waitingPerKey: 100, ...limits });
  const start = (apiKey: string, signal?: AbortSignal) => {
    const call: UpstreamCall = { path: "/ping", args: {}, apiKey, timeoutMs: 1000, isRead: false, signal };
    return client.call(call).catch((error: Error) => error.message);
  };
  return { api, client, start };
}

const settled = () => new Promise(setImmediate);

describe("calls", () => {
  test("of one key run up to its limit, and the next one waits and then begins", async () => {
    const { api, client, start } = open({ perKey: 2 });
    const calls = [start("a"), start("a"), start("a")];
    await settled();
    expect(api.begun()).toEqual(["a", "a"]);
    expect(client.waiting()).toBe(1);
    await api.release();
    expect(api.begun()).toEqual(["a", "a"]);
    expect(client.waiting()).toBe(0);
    await api.release();
    await api.release();
    expect(await Promise.all(calls)).toEqual(["a", "a", "a"]);
  });

  test("of another key do not wait for those of the first key", async () => {
    const { api, start } = open({ perKey: 1 });
    void start("a");
    void start("a");
    void start("b");
    await settled();
    expect(api.begun()).toEqual(["a", "b"]);
  });

  test("of all keys together run up to the total limit", async () => {
    const { api, start } = open({ total: 2 });
    for (const key of ["a", "b", "c"]) {
      void start(key);
    }
    await settled();
    expect(api.begun()).toEqual(["a", "b"]);
    await api.release();
    expect(api.begun()).toEqual(["b", "c"]);
  });

  test("beyond the limit and queue of a key are refused, and nothing is sent", async () => {
    const { api, start } = open({ perKey: 1, waitingPerKey: 1 });
    void start("a");
    void start("a");
    expect(await start("a")).toBe(
      "this server is busy: this API key has reached its limit of calls: 1 in progress, 1 waiting. Nothing was sent. Retry after 5 seconds",
    );
    await api.release();
    await api.release();
    expect(api.begun()).toEqual([]);
  });

  test("of a new key are refused if those of all others fill the queue", async () => {
    const { start } = open({ total: 1 });
    void start("a");
    void start("b");
    await settled();
    expect(await start("c")).toContain("all users together have reached the limit of calls");
  });

  test("are not sent if their caller disconnects while they wait", async () => {
    const { api, client, start } = open({ perKey: 1 });
    const caller = new AbortController();
    void start("a");
    const waiting = start("a", caller.signal);
    caller.abort();
    expect(await waiting).toContain("the caller disconnected before its turn came");
    await api.release();
    expect(api.begun()).toEqual([]);
    expect(client.waiting()).toBe(0);
  });

  test("are not sent if their caller disconnected before they began, and take no place", async () => {
    const { api, start } = open({ perKey: 1, total: 1 });
    const gone = AbortSignal.abort();
    expect(await start("a", gone)).toContain("the caller disconnected before its turn came");
    expect(await start("b", gone)).toContain("Nothing was sent");
    void start("a");
    await settled();
    expect(api.begun()).toEqual(["a"]);
  });

  test("are not sent if their caller disconnects at the moment their turn comes", async () => {
    const { api, start } = open({ perKey: 1 });
    const caller = new AbortController();
    void start("a");
    const waiting = start("a", caller.signal);
    const released = api.release();
    caller.abort();
    await released;
    expect(await waiting).toContain("the caller disconnected before its turn came");
    expect(api.begun()).toEqual([]);
  });

  test("of callers that left a key's queue take no place in it", async () => {
    const { api, client, start } = open({ perKey: 1, waitingPerKey: 2 });
    const caller = new AbortController();
    void start("a");
    const left = [start("a", caller.signal), start("a", caller.signal)];
    caller.abort();
    expect(client.waiting()).toBe(0);
    const next = start("a");
    await Promise.all(left);
    await api.release();
    expect(api.begun()).toEqual(["a"]);
    await api.release();
    expect(await next).toBe("a");
  });

  test("of callers that left the queue of all keys take no place in it", async () => {
    const { api, start } = open({ total: 1 });
    const caller = new AbortController();
    void start("a");
    void start("b", caller.signal);
    caller.abort();
    void start("c");
    await api.release();
    expect(api.begun()).toEqual(["c"]);
  });

  test("free their place if they waited too long", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { client, start } = open({ perKey: 1, waitingPerKey: 1 });
    void start("a");
    const late = start("a");
    vi.advanceTimersByTime(MAX_WAIT_MS);
    expect(client.waiting()).toBe(0);
    vi.useRealTimers();
    expect(await late).toContain("the call's turn did not come within 10 seconds. Nothing was sent");
  });

  test("of a key with fewer calls in progress go first", async () => {
    const { api, start } = open({ perKey: 3, total: 2 });
    for (const key of ["a", "a", "a", "b"]) {
      void start(key);
    }
    await settled();
    expect(api.begun()).toEqual(["a", "a"]);
    await api.release();
    expect(api.begun()).toEqual(["a", "b"]);
  });

  test("free their place however they end", async () => {
    const api = { call: () => Promise.reject(new Error("broken")), close: async () => undefined };
    const client = limitCalls(api, { total: 1, perKey: 1, waitingPerKey: 0 });
    const call: UpstreamCall = { path: "/ping", args: {}, apiKey: "a", timeoutMs: 1000, isRead: true };
    for (let count = 0; count < 3; count++) {
      await expect(client.call(call)).rejects.toThrow("broken");
      await settled();
    }
  });
});
