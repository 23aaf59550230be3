import { afterAll, describe, expect, test } from "vitest";
import { modernRequest, openTestApp } from "../../../support/test-app.ts";
import { useUpstream } from "../../../support/upstream.ts";
import { initializationAt } from "./corpus/methods.ts";
import { changedModern, requestOf, STATELESS, withBody } from "./corpus/requests.ts";
import { isWrittenByLane, openTwins, type Sent } from "./twins.ts";

useUpstream();
const twins = openTwins();
afterAll(() => twins.close());

const CALL = { name: "PostCreatevoucher", arguments: { data: { code: "A" } } };
const METHODS: readonly [method: string, params?: object][] = [
  ["tools/list"],
  ["prompts/list"],
  ["resources/list"],
  ["resources/templates/list"],
  ["tools/call", CALL],
  ["tools/call", { name: "none" }],
  ["prompts/get", { name: "launch-discount", arguments: { code: "A", percent: "10" } }],
  ["resources/read", { uri: "digistore24://tools" }],
  ["completion/complete", { ref: { type: "ref/prompt", name: "none" }, argument: { name: "none", value: "" } }],
];
const JSON_ONLY = { accept: "application/json" };

async function areByLane({ body, headers, url }: Sent): Promise<boolean[]> {
  const answers = [await twins.lane.post(body, headers, url), await twins.handler.post(body, headers, url)];
  return answers.map(isWrittenByLane);
}

describe("the lane answers", () => {
  const taken: readonly Sent[] = [
    ...["2025-03-26", "2025-11-25", STATELESS].flatMap((revision) =>
      METHODS.map(([method, params]) => requestOf(revision, method, params)),
    ),
    requestOf(STATELESS, "server/discover"),
    requestOf("2025-11-25", "ping"),
    requestOf(undefined, "ping"),
    requestOf("2025-11-25", "initialize", initializationAt("2025-11-25")),
    { name: "a client that accepts only JSON", ...withBody({ method: "ping" }), headers: JSON_ONLY },
    { name: "text as an id", ...withBody({ id: "\u2028", method: "ping" }) },
  ];
  test.each(taken)("$name", async (sent) => {
    // Only one of the two has a lane, so the comparisons do not compare the handler with itself.
    expect(await areByLane(sent)).toEqual([true, false]);
  });

  test("each request unless MCP_LANE says otherwise", async () => {
    const { app, post } = openTestApp();
    expect(isWrittenByLane(await post(withBody({ method: "ping" }).body))).toBe(true);
    await app.close();
  });
});

describe("the SDK's handler answers", () => {
  const progress = { _meta: { progressToken: 1 } };
  const left: readonly Sent[] = [
    { name: "a batch", body: `[${withBody({ method: "ping" }).body}]` },
    { name: "a notification", ...withBody({ id: undefined, method: "notifications/initialized" }) },
    { name: "a notification with the method of a request", ...withBody({ id: undefined, method: "ping" }) },
    { name: "a response", body: '{"jsonrpc":"2.0","id":1,"result":{}}' },
    { name: "an unknown method", ...withBody({ method: "tools/nope" }) },
    { ...requestOf(STATELESS, "ping"), name: "a method of another revision" },
    { ...requestOf("2025-11-25", "tools/call", { ...CALL, ...progress }), name: "a call with a token for progress" },
    { ...requestOf(STATELESS, "tools/call", { ...CALL, ...progress }), name: "such a call of 2026" },
    { ...requestOf(STATELESS, "subscriptions/listen", { notifications: {} }), name: "a subscription" },
    { name: "an unknown revision", ...withBody({ method: "ping" }, "2027-01-01") },
    {
      name: "a client that accepts neither",
      ...withBody({ method: "ping" }),
      headers: { accept: "text/html" },
    },
    { name: "an id that is neither text nor a whole number", ...withBody({ id: 1.5, method: "ping" }) },
    {
      name: "a request without its headers",
      body: changedModern("tools/list", {}, (message) => message).body,
    },
    {
      name: "a name that is encoded",
      body: modernRequest("tools/call", CALL).body,
      headers: {
        ...modernRequest("tools/call", CALL).headers,
        "mcp-name": `=?base64?${Buffer.from(CALL.name).toString("base64")}?=`,
      },
    },
  ];
  test.each(left)("$name", async (sent) => {
    expect(await areByLane(sent)).toEqual([false, false]);
    expect((await twins.compare(sent)).difference).toBeUndefined();
  });
});
