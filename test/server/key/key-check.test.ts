import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createKeyCheck } from "../../../src/server/key/key-check.ts";
import { createKeyIdentifier } from "../../../src/server/key/key-identity.ts";
import { createKnownKeys } from "../../../src/server/key/known-keys.ts";
import { limitCalls } from "../../../src/server/upstream/limit-calls.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a check ends five seconds after it was asked for, even if it is still waiting for a place", async () => {
  const silent = { call: () => new Promise(() => undefined), close: async () => undefined };
  const client = limitCalls(silent, { total: 1, perKey: 1, waitingPerKey: 1 });
  const check = createKeyCheck(client, createKeyIdentifier(undefined), createKnownKeys(true));
  void check("1-FIRST");
  const verdicts: string[] = [];
  void check("2-SECOND").then((verdict) => verdicts.push(verdict));
  await vi.advanceTimersByTimeAsync(4_999);
  expect(client.waiting()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(verdicts).toEqual(["unknown"]);
  expect(client.waiting()).toBe(0);
});
