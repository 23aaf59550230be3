import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createToolRegistry } from "../../../src/server/contract/tool-registry.ts";
import { MAX_CHECK_MS } from "../../../src/server/key/key-check.ts";
import { longestStopMs } from "../../../src/server/start/longest-stop.ts";
import { MAX_WAIT_MS } from "../../../src/server/upstream/wait-for-turn.ts";

const TIMEOUT_MS = 600_000;
const beyondTimeout = longestStopMs({ timeoutMs: TIMEOUT_MS }, createToolRegistry()) - TIMEOUT_MS;

test("a stop may last until the last call has been answered, including the check of its key and its wait", () => {
  expect(beyondTimeout).toBeGreaterThan(MAX_CHECK_MS + MAX_WAIT_MS);
});

test("the documentation gives operators the same time", () => {
  const [, seconds] = /(\d+) seconds more than that/.exec(readFileSync("docs/operating.md", "utf8")) ?? [];
  expect(Number(seconds) * 1000).toBe(beyondTimeout);
});
