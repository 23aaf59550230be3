import { describe, expect, test } from "vitest";
import type { CallOutcome, ToolCall } from "../../../src/server/call/call.ts";
import { createToolRegistry } from "../../../src/server/contract/tool-registry.ts";
import { createKnownKeys } from "../../../src/server/key/known-keys.ts";
import { CallError } from "../../../src/server/kit/errors.ts";
import { learnKeys } from "../../../src/server/watch/learn-keys.ts";

const registry = createToolRegistry();
const KEY = "fingerprint";
const result = { content: [] };
const SUCCESS: CallOutcome = { result, upstreamRequests: 1, durationMs: 1 };
const failed = (kind: CallError["kind"], vendorCode?: number): CallOutcome => {
  const error = new CallError(kind, "no", vendorCode === undefined ? {} : { vendorCode });
  return { ...SUCCESS, error, errorKind: kind };
};

const ping = registry.get("ping");
const forDevelopers = [...registry.values()].find(({ definition }) => definition.keyRight === "developer");

function learn(outcomes: readonly CallOutcome[], isAsked = false, tool = ping) {
  const known = createKnownKeys(isAsked);
  for (const outcome of outcomes) {
    const call = { tool, key: { fingerprint: KEY, number: "1", hash: "a" } };
    learnKeys(known)(call as unknown as ToolCall).end(outcome);
  }
  return known.verdictOf(KEY);
}

describe("a call's verdict on its key", () => {
  test.each([
    ["nothing was called", [], undefined],
    ["it succeeded", [SUCCESS], "good"],
    ["nothing was sent", [{ ...SUCCESS, upstreamRequests: 0 }], undefined],
    ["the API calls the key bad", [failed("key", 2)], "refused"],
    ["the API says that there is no key", [failed("key", 10)], undefined],
    ["a page answers 401", [failed("key")], undefined],
    ["the key lacks a right", [failed("permission", 5)], undefined],
    ["the API is unavailable", [failed("upstream_down")], undefined],
    ["one function calls a good key bad", [SUCCESS, failed("key", 2), failed("key", 2)], "good"],
    ["a good key lacks a right", [SUCCESS, failed("permission", 8)], "good"],
    ["a refused key is good again", [failed("key", 2), SUCCESS], "good"],
  ] as const)("if %s", (_, outcomes, verdict) => {
    expect(learn(outcomes)).toBe(verdict);
  });

  test("is ignored for a function that requires a developer's key", () => {
    expect(forDevelopers).toBeDefined();
    expect(learn([failed("key", 2)], false, forDevelopers)).toBeUndefined();
  });
});

describe("if the API can be asked about a key", () => {
  test.each([
    ["the API is asked again after it has refused the key of a call", [SUCCESS, failed("key", 2)], undefined],
    ["a call alone refuses no key", [failed("key", 2), failed("key", 2)], undefined],
    ["a call that succeeds is as good as an answer", [SUCCESS], "good"],
  ] as const)("%s", (_, outcomes, verdict) => {
    expect(learn(outcomes, true)).toBe(verdict);
  });
});

test("the oldest key is forgotten when there are too many", () => {
  const known = createKnownKeys(true);
  for (let index = 0; index <= 10_000; index++) {
    known.remember(String(index), "good");
  }
  expect([known.verdictOf("0"), known.verdictOf("10000")]).toEqual([undefined, "good"]);
});
