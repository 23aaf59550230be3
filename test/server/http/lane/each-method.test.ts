import { SUPPORTED_PROTOCOL_VERSIONS } from "@modelcontextprotocol/server";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { success, useUpstream } from "../../../support/upstream.ts";
import { INITIALIZATIONS, initializationAt, METHODS, NOTIFICATIONS } from "./corpus/methods.ts";
import { changedModern, REVISIONS, type Revision, requestOf, STATELESS, shown, withBody } from "./corpus/requests.ts";
import { openTwins, type Sent, takeFrom } from "./twins.ts";

const upstream = useUpstream();
const twins = openTwins({}, { takeUpstream: takeFrom(upstream) });
beforeEach(() => upstream.answer(() => success({ coupon: { code: "LAUNCH10" } })));
afterAll(() => twins.close());

/** With all headers and the envelope of a request. */
function notificationOf2026(method: string, params: unknown): Sent {
  const message = changedModern(method, (params ?? {}) as object, (request) => ({ ...request, id: undefined }));
  return { name: `notification of ${STATELESS} ${method}`, ...message };
}

const named = Object.entries(METHODS).flatMap(([method, all]) => all.map((params) => ({ method, params })));

const firsts = named.filter(({ method }, index) => method !== named[index - 1]?.method);

test.each(REVISIONS)("a client of %s gets the same answer to each method", async (revision) => {
  const all = firsts.map(({ method, params }) => requestOf(revision, method, params));
  const { differences, byLane } = await twins.compareAll(all);
  expect(differences).toEqual([]);
  expect(byLane).toBeGreaterThan(all.length / 5);
});

/** To the server, the revisions of 2025 differ only in their names. */
describe.each([undefined, "2025-11-25", STATELESS])("a client of %s", (revision: Revision) => {
  test("gets the same answer to each method with any parameters", async () => {
    const all = named.map(({ method, params }) => requestOf(revision, method, params));
    const { differences, byLane } = await twins.compareAll(all);
    expect(differences).toEqual([]);
    expect(byLane).toBeGreaterThan(all.length / 2);
  });

  test("gets the same answer to each notification", async () => {
    const all = Object.entries(NOTIFICATIONS).flatMap(([method, params]) => [
      { name: `notification ${method}`, ...withBody({ id: undefined, method, params }, revision) },
      notificationOf2026(method, params),
    ]);
    const { differences, byLane } = await twins.compareAll(all);
    expect(differences).toEqual([]);
    expect(byLane).toBe(0);
  });

  test("is initialized in the same way", async () => {
    const versions = SUPPORTED_PROTOCOL_VERSIONS.map(initializationAt);
    const all = [...versions, ...INITIALIZATIONS].map((params) => ({
      name: `initialize ${shown(params)}`,
      ...withBody({ method: "initialize", params }, revision),
    }));
    const { differences, byLane } = await twins.compareAll(all);
    expect(differences).toEqual([]);
    expect(byLane).toBe(revision === STATELESS ? 0 : all.length);
  });
});
