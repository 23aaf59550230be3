import { expect, test } from "vitest";
import { settleCalls } from "../../../src/server/upstream/settle-calls.ts";
import type { UpstreamCall } from "../../../src/server/upstream/upstream-call.ts";

const READ: UpstreamCall = { path: "/ping", args: {}, apiKey: "1-KEY", timeoutMs: 1000, isRead: true };
const WRITE: UpstreamCall = { ...READ, path: "/createVoucher", isRead: false };

/** Replaces the API: the test gives the answers. */
function setUp() {
  const answers: (() => void)[] = [];
  const calls = settleCalls({
    call: () => new Promise((resolve) => answers.push(() => resolve({}))),
    close: async () => undefined,
  });
  return { calls, answers };
}

test("refused writes are not sent, while reads still are", async () => {
  const { calls, answers } = setUp();
  const sent = calls.call(WRITE);
  calls.refuseWrites();
  await expect(calls.call(WRITE)).rejects.toMatchObject({
    kind: "busy",
    message: expect.stringContaining("Nothing was sent"),
  });
  const read = calls.call(READ);
  expect(answers).toHaveLength(2);
  for (const answer of answers) {
    answer();
  }
  await expect(Promise.all([sent, read])).resolves.toEqual([{}, {}]);
});

test("settles when the last call has ended, including a later one", async () => {
  const { calls, answers } = setUp();
  const order: string[] = [];
  const first = calls.call(READ).then(() => {
    order.push("first");
    return calls.call(READ).then(() => order.push("second"));
  });
  const settled = calls.settled().then(() => order.push("settled"));
  answers.shift()?.();
  await expect.poll(() => answers.length).toBe(1);
  answers.shift()?.();
  await Promise.all([first, settled]);
  expect(order).toEqual(["first", "second", "settled"]);
  expect(calls.underWay()).toBe(0);
});
