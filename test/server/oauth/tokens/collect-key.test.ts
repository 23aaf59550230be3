import { expect, test } from "vitest";
import { collectKey } from "../../../../src/server/oauth/tokens/collect-key.ts";
import type { UpstreamCall } from "../../../../src/server/upstream/upstream-call.ts";

const PENDING = { request_status: "pending", api_key: "" };

/** Digistore24 takes some time for each answer, in which the person does not decide. */
async function waitForDecision(answerMs: number) {
  let nowMs = 0;
  const timeouts: number[] = [];
  const call = async ({ timeoutMs }: UpstreamCall) => {
    timeouts.push(timeoutMs);
    nowMs += answerMs;
    return PENDING;
  };
  const collector = {
    client: { call, close: async () => undefined },
    developerKey: "100001-DEVELOPER",
    now: () => nowMs,
    pause: async (ms: number) => {
      nowMs += ms;
    },
  };
  await expect(collectKey(collector, "token")).rejects.toMatchObject({ error: "invalid_grant" });
  return { nowMs, timeouts };
}

test.each([0, 100, 500, 1500, 1999])(
  "answers within ten seconds if Digistore24 takes %i ms for each answer",
  async (answerMs) => {
    const { nowMs, timeouts } = await waitForDecision(answerMs);

    expect(nowMs).toBeGreaterThanOrEqual(8000);
    expect(nowMs).toBeLessThanOrEqual(10_000);
    expect(timeouts[0]).toBe(8000);
    expect(Math.min(...timeouts)).toBe(2000);
  },
);
