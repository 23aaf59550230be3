import fc from "fast-check";
import { afterAll, beforeEach, expect, test } from "vitest";
import { HOSTILE_BODIES } from "../../../support/hostile-bodies.ts";
import { runs } from "../../../support/suite/random-runs.ts";
import { success, useUpstream } from "../../../support/upstream.ts";
import { METHODS } from "./corpus/methods.ts";
import { REVISIONS, requestOf, SHORT_LISTS } from "./corpus/requests.ts";
import { openTwins, type Sent, takeFrom } from "./twins.ts";

const RUNS = runs(400, 10_000);
const LONG_RUN_MS = 1_800_000;

const upstream = useUpstream();
const twins = openTwins({}, { takeUpstream: takeFrom(upstream) });
beforeEach(() => upstream.answer(() => success({ coupon: { code: "LAUNCH10" } })));
afterAll(() => twins.close());

test("bodies that are made to cost much are answered in the same way", async () => {
  const all = HOSTILE_BODIES.map(({ shape, body }) => ({ name: shape, body, url: SHORT_LISTS }));
  const { differences } = await twins.compareAll(all);
  expect(differences).toEqual([]);
});

const named = Object.entries(METHODS).flatMap(([method, all]) => all.map((params) => ({ method, params })));

const correct = fc
  .tuple(fc.constantFrom(...REVISIONS), fc.constantFrom(...named))
  .map(([revision, { method, params }]) => requestOf(revision, method, params));

const json = fc.jsonValue({ maxDepth: 2 });
const names = fc.oneof(
  fc.constantFrom(
    "id",
    "jsonrpc",
    "method",
    "params",
    "result",
    "error",
    "_meta",
    "name",
    "uri",
    "arguments",
    "cursor",
  ),
  fc.constantFrom("progressToken", "io.modelcontextprotocol/protocolVersion", "io.modelcontextprotocol/clientInfo"),
  fc.string({ maxLength: 8 }).filter((name) => name !== "__proto__"),
);
/** A member of a message, its parameters or their `_meta`, which is set or left out. */
const change = fc.record({ depth: fc.nat({ max: 2 }), name: names, value: fc.option(json, { nil: undefined }) });

const headerNames = fc.constantFrom("mcp-protocol-version", "mcp-method", "mcp-name", "accept", "content-type");
const headerValues = fc.oneof(
  fc.constantFrom("2026-07-28", "2025-11-25", "tools/list", "getVoucher", "*/*", "application/json", undefined),
  // No header may contain anything else.
  fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)), maxLength: 12 }),
);

const changed = fc
  .tuple(
    correct,
    fc.array(change, { maxLength: 2 }),
    fc.dictionary(headerNames, headerValues, { maxKeys: 1 }),
    fc.constantFrom(SHORT_LISTS, "/mcp/x/vouchers/readonly"),
  )
  .map(([sent, changes, headers, url]): Sent => {
    const message = changes.reduce(applyChange, JSON.parse(sent.body));
    return { name: sent.name, body: JSON.stringify(message), headers: { ...sent.headers, ...headers }, url };
  });

type Members = Readonly<Record<string, unknown>>;
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function applyChange(message: Members, { depth, name, value }: Change): Members {
  if (depth === 0) {
    return { ...message, [name]: value };
  }
  const params = (message["params"] ?? {}) as Members;
  const members = depth === 1 ? { [name]: value } : { _meta: { ...(params["_meta"] as object), [name]: value } };
  return { ...message, params: { ...params, ...members } };
}

test(`${RUNS} random requests are answered in the same way`, { timeout: LONG_RUN_MS }, async () => {
  let byLane = 0;
  await fc.assert(
    fc.asyncProperty(changed, async (sent) => {
      const compared = await twins.compare(sent);
      byLane += Number(compared.isByLane);
      expect(compared.difference).toBeUndefined();
    }),
    { numRuns: RUNS },
  );
  // The property would also hold for a lane that takes nothing.
  expect(byLane).toBeGreaterThan(RUNS / 10);
});
