import { afterAll, expect, test } from "vitest";
import { createCallCount } from "../../../src/server/watch/call-count.ts";
import { openTestApp } from "../../support/test-app.ts";
import { success, useUpstream } from "../../support/upstream.ts";

const upstream = useUpstream();
const count = createCallCount();
const { app, callTool } = openTestApp({}, { reports: { count: count.watcher } });
afterAll(() => app.close());

test("calls are counted from their start to their end, however they end", async () => {
  const seen: number[] = [];
  upstream.answer(() => {
    seen.push(count.inProgress());
    return success({});
  });
  await callTool("ping");
  await callTool("ping", { unknown: 1 });
  expect({ seen, after: count.inProgress() }).toEqual({ seen: [1], after: 0 });
});
