import { describe, expect, test } from "vitest";
import { PUBLISHED_TOOL_COUNT, SERVED_TOOL_COUNT } from "../../support/published-tools.ts";
import { modernRequest, openTestApp } from "../../support/test-app.ts";

const REQUESTS = [
  { revision: "2025-11-25", body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}', headers: {} },
  { revision: "2026-07-28", ...modernRequest("tools/list") },
];

const WAY_OUT =
  "tools/list exceeds its budget: shorten descriptions in openapi/ (npm run measure:tools prints the cost of each tool), or raise maxBytes here and say why in the commit";

/** The budget of the whole list in an agent's context, so that descriptions do not exceed it by accident. */
describe.each([
  { tools: "the published tools", insights: "false", count: PUBLISHED_TOOL_COUNT, maxBytes: 66_000 },
  { tools: "the published tools and the insights", insights: "true", count: SERVED_TOOL_COUNT, maxBytes: 72_000 },
])("tools/list of $tools", ({ insights, count, maxBytes }) => {
  test.each(REQUESTS)("fits in its budget at $revision", async ({ body, headers }) => {
    const { app, post } = openTestApp({ CONFIRM: "money", DIGISTORE24_INSIGHTS: insights });
    const answer = await post(body, headers);
    await app.close();
    expect(answer.messages[0]?.result.tools).toHaveLength(count);
    expect(Buffer.byteLength(answer.body), WAY_OUT).toBeLessThanOrEqual(maxBytes);
  });
});
