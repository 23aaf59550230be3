import { afterAll, expect, test } from "vitest";
import { PUBLISHED_TOOL_COUNT } from "../../support/published-tools.ts";
import { modernRequest, openTestApp } from "../../support/test-app.ts";

/** The budget of the whole list in an agent's context, so that descriptions do not exceed it by accident. */
const MAX_BYTES = 66_000;
const { app, post } = openTestApp({ CONFIRM: "money" });
afterAll(() => app.close());

test.each([
  { revision: "2025-11-25", request: { body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}', headers: {} } },
  { revision: "2026-07-28", request: modernRequest("tools/list") },
])("tools/list of the published tools fits in its budget at $revision", async ({ request }) => {
  const { body, messages } = await post(request.body, request.headers);
  expect(messages[0]?.result.tools).toHaveLength(PUBLISHED_TOOL_COUNT);
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MAX_BYTES);
});
