import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { parse } from "qs";
import { expect, test } from "vitest";
import { callTool } from "../../../src/server/call/call-tool.ts";
import type { ArgumentSchema } from "../../../src/server/contract/tool-definition.ts";
import { createToolRegistry, type RegisteredTool } from "../../../src/server/contract/tool-registry.ts";
import { createKeyIdentifier } from "../../../src/server/key/key-identity.ts";
import { encodeForm } from "../../../src/server/upstream/form-encoding.ts";
import type { UpstreamCall } from "../../../src/server/upstream/upstream-call.ts";
import { runs } from "../../support/suite/random-runs.ts";

const RUNS = runs(1_000, 20_000);
const KEY = "1-PROPERTY";
const identity = createKeyIdentifier()(KEY);
const LONG_RUN_MS = 1_800_000;
const tools = [...createToolRegistry().values()];
// An independent check: the server validates with another library.
const ajv = new Ajv2020({ strict: false });
const judges = new Map(tools.map(({ definition }) => [definition.name, ajv.compile(definition.inputSchema)]));

/** Values that agents send for a schema: of the right type, almost right, and any others. */
function valueFor(schema: ArgumentSchema, depth = 0): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 6, arbitrary: rightKind(schema, depth) },
    { weight: 2, arbitrary: nearlyRight(schema, depth) },
    { weight: 1, arbitrary: fc.anything({ maxDepth: 3, withBigInt: false }) },
  );
}

function rightKind(schema: ArgumentSchema, depth: number): fc.Arbitrary<unknown> {
  if (schema.enum) {
    return fc.constantFrom(...schema.enum);
  }
  switch (schema.type) {
    case "object":
      return depth > 3 ? fc.constant({}) : objectFor(schema, depth);
    case "array":
      return fc.array(valueFor(schema.items ?? {}, depth + 1), { maxLength: 4 });
    case "integer":
      return fc.oneof(fc.nat({ max: 100_000 }), fc.integer());
    case "number":
      return fc.double({ min: -1e6, max: 1e6 });
    case "boolean":
      return fc.boolean();
    default:
      return fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.constantFrom("-24h", "now", "2026-03-31", ""));
  }
}

function nearlyRight(schema: ArgumentSchema, depth: number): fc.Arbitrary<unknown> {
  return fc.oneof(
    rightKind(schema, depth).map((value) => JSON.stringify(value) ?? ""),
    fc.constantFrom(null, "Y", "N", "true", 0, 1, -0, Number.NaN, Number.POSITIVE_INFINITY, "12", "1e3", [], {}),
    fc.array(fc.oneof(fc.nat(), fc.string())),
  );
}

function objectFor(schema: ArgumentSchema, depth: number): fc.Arbitrary<object> {
  const members = Object.entries(schema.properties ?? {}).map(([name, member]) => [name, valueFor(member, depth + 1)]);
  const strange = fc.dictionary(
    fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "[]")),
    fc.anything(),
    {
      maxKeys: 1,
    },
  );
  const known = fc.record(Object.fromEntries(members) as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys: [...(schema.required ?? [])],
  });
  return fc.oneof(
    { weight: 4, arbitrary: known },
    { weight: 1, arbitrary: fc.tuple(known, strange).map(([some, others]) => ({ ...some, ...others })) },
  );
}

const calls = fc
  .constantFrom(...tools)
  .chain((tool) => fc.tuple(fc.constant(tool), valueFor(tool.definition.inputSchema as ArgumentSchema)));

/** The arguments that are sent, in their order. */
function leavesOf(value: unknown): string[] {
  if (value === null || value === undefined) {
    return [];
  }
  if (typeof value === "object") {
    return Object.values(value).flatMap(leavesOf);
  }
  return [typeof value === "boolean" ? (value ? "Y" : "N") : String(value)];
}

/** JavaScript writes some numbers with an exponent. A form has plain decimals with at most twenty places. */
function readNumber(text: string): string {
  return /^-?\d+(\.\d+)?(e[+-]\d+)?$/.test(text) ? String(Number(Number(text).toFixed(20))) : text;
}

async function call(tool: RegisteredTool, args: unknown) {
  const sent: UpstreamCall[] = [];
  const client = {
    call: async (request: UpstreamCall) => {
      request.onRequest?.(0);
      sent.push(request);
      return {};
    },
    close: async () => undefined,
  };
  const settings = { client, timeoutMs: 1000, maxResultChars: 60_000, showsSecrets: false, operator: "", watchers: [] };
  const outcome = await callTool(
    { tool, args, apiKey: KEY, key: identity, requestId: "r", surfaceName: "full" },
    settings,
  );
  return { outcome, sent };
}

test(`${RUNS} random argument objects: nothing invalid goes upstream, and nothing crashes`, {
  timeout: LONG_RUN_MS,
}, async () => {
  let valid = 0;
  await fc.assert(
    fc.asyncProperty(calls, async ([tool, value]) => {
      // As in a request: JSON has neither infinity nor undefined.
      const args: unknown = JSON.parse(JSON.stringify(value) ?? "null");
      const { outcome, sent } = await call(tool, args);
      expect(outcome.errorKind ?? "none").toMatch(/^(none|input)$/);
      expect(sent).toHaveLength(outcome.errorKind ? 0 : 1);
      const [request] = sent;
      if (!request) {
        return;
      }
      valid++;
      const judge = judges.get(tool.definition.name);
      expect(judge?.(request.args), JSON.stringify(judge?.errors)).toBe(true);
      const form = encodeForm(request.args);
      // No value is lost, duplicated or changed: a text may be "NaN", a number may not.
      expect([...new URLSearchParams(form).values()].map(readNumber)).toEqual(leavesOf(request.args).map(readNumber));
      expect(
        Object.keys(parse(form, { depth: 20 })).every((name) => name in tool.definition.inputSchema.properties),
      ).toBe(true);
    }),
    { numRuns: RUNS },
  );
  // The property would also hold for a server that refuses everything.
  expect(valid).toBeGreaterThan(RUNS / 20);
});
