import { afterAll, beforeEach, expect, test } from "vitest";
import { success, useUpstream } from "../../../support/upstream.ts";
import { bodyFaultsOf2025, bodyFaultsOf2026, OTHER_BODIES } from "./corpus/body-faults.ts";
import { SHORT_LISTS, STATELESS, shown } from "./corpus/requests.ts";
import { openTwins, takeFrom } from "./twins.ts";

const upstream = useUpstream();
const twins = openTwins({}, { takeUpstream: takeFrom(upstream) });
beforeEach(() => upstream.answer(() => success({ coupon: { code: "LAUNCH10" } })));
afterAll(() => twins.close());

test.each([
  ["2025", bodyFaultsOf2025()],
  [STATELESS, bodyFaultsOf2026()],
])("a message of %s with any members is answered in the same way", async (_, all) => {
  const { differences, byLane } = await twins.compareAll(all);
  expect(differences).toEqual([]);
  expect(byLane).toBeGreaterThan(all.length / 7);
  expect(byLane).toBeLessThan(all.length);
});

test.each([undefined, "2025-11-25", STATELESS])("any other body is answered in the same way at %s", async (version) => {
  const headers = { "mcp-protocol-version": version, "mcp-method": "tools/list" };
  const all = OTHER_BODIES.map((body) => ({ name: shown(body), url: SHORT_LISTS, body, headers }));
  const { differences } = await twins.compareAll(all);
  expect(differences).toEqual([]);
});
