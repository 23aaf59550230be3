import { SUPPORTED_PROTOCOL_VERSIONS } from "@modelcontextprotocol/server";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { runs } from "../../../support/suite/random-runs.ts";
import { openTestApp } from "../../../support/test-app.ts";
import { initializationAt } from "./corpus/methods.ts";
import { changedModern, requestOf, STATELESS, withBody } from "./corpus/requests.ts";
import { openTwins, type Sent } from "./twins.ts";

const twins = openTwins();
afterAll(() => twins.close());

const LISTS = ["tools/list", "prompts/list", "resources/list", "resources/templates/list"];

/** Every request whose answer is kept, in the revisions that have it. */
const KEPT: readonly Sent[] = [
  ...LISTS.map((method) => requestOf("2025-11-25", method)),
  ...[...LISTS, "server/discover"].map((method) => requestOf(STATELESS, method)),
  ...SUPPORTED_PROTOCOL_VERSIONS.map((version) => requestOf(version, "initialize", initializationAt(version))),
];

/** Those that say the most about their surface. */
const DIFFERING: readonly Sent[] = [
  requestOf("2025-11-25", "tools/list"),
  requestOf(STATELESS, "tools/list"),
  requestOf(STATELESS, "server/discover"),
  requestOf("2025-11-25", "initialize", initializationAt("2025-11-25")),
];

test("the second answer, which was kept, is the same as the first", async () => {
  const all = KEPT.flatMap((sent) => [sent, sent, sent]);
  expect(await twins.compareAll(all)).toEqual({ differences: [], byLane: all.length });
});

describe("kept answers of", () => {
  const surfaces: readonly Pick<Sent, "url" | "headers">[] = [
    { url: "/" },
    { url: "/readonly" },
    { url: "/x/vouchers" },
    { url: "/mcp/x/vouchers/readonly" },
    { url: "/", headers: { "x-mcp-toolsets": "vouchers" } },
    { url: "/", headers: { "x-mcp-tools": "ping" } },
    { url: "/", headers: { "x-mcp-exclude-tools": "ping" } },
    { url: "/", headers: { "x-mcp-money": "false", "x-mcp-confirm": "destructive" } },
  ];
  const keys = ["100001-FIRSTKEY", "100002-SECONDKEY"];

  test("several surfaces and keys are not mixed up", async () => {
    const onSurfaces = DIFFERING.flatMap((sent) =>
      surfaces.flatMap(({ url, headers }) =>
        keys.map((key) => ({ ...sent, url, headers: { ...sent.headers, ...headers, authorization: `Bearer ${key}` } })),
      ),
    );
    const all = [...onSurfaces, ...onSurfaces] as Sent[];
    expect(await twins.compareAll(all)).toEqual({ differences: [], byLane: all.length });
  });

  test("different revisions and methods are not mixed up", async () => {
    const back = [...KEPT].reverse();
    const all = [...KEPT, ...back, ...KEPT];
    expect(await twins.compareAll(all)).toEqual({ differences: [], byLane: all.length });
  });
});

test("an answer is not kept beyond the request if its parameters could matter", async () => {
  const meta = { "example.com/own": "once" };
  const odd = [
    requestOf("2025-11-25", "tools/list", { cursor: "abc" }),
    requestOf("2025-11-25", "tools/list", { _meta: meta }),
    requestOf(STATELESS, "tools/list", { cursor: "abc" }),
    requestOf(STATELESS, "tools/list", { _meta: meta }),
    requestOf("2025-11-25", "initialize", initializationAt("1999-01-01")),
  ];
  const all = [...odd, ...KEPT, ...odd, ...KEPT];
  expect(await twins.compareAll(all)).toEqual({ differences: [], byLane: all.length });
});

test("an id comes back exactly as it was sent", async () => {
  const { app, post } = openTestApp();
  const ids = fc.oneof(fc.string({ unit: "binary" }), fc.string(), fc.maxSafeInteger());
  await fc.assert(
    fc.asyncProperty(ids, fc.boolean(), async (id, isStateless) => {
      const sent = isStateless
        ? changedModern("tools/list", {}, (message) => ({ ...message, id }))
        : withBody({ id, method: "tools/list" });
      const { messages } = await post(sent.body, sent.headers, sent.url);
      expect(messages.map((message) => message.id)).toEqual([JSON.parse(JSON.stringify(id))]);
      expect(messages[0]?.result.tools.length).toBeGreaterThan(0);
    }),
    { numRuns: runs(100, 10_000) },
  );
  await app.close();
});
