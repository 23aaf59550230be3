import type { CallToolResult, InputRequiredResult } from "@modelcontextprotocol/server";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { CallEnd, Dialogue, ToolCall } from "../../../src/server/call/call.ts";
import { toErrorResult } from "../../../src/server/call/error-result.ts";
import { createGuard } from "../../../src/server/confirm/guard.ts";
import { createSeal } from "../../../src/server/confirm/seal.ts";
import { createOwnConfirmations } from "../../../src/server/confirm/used-confirmations.ts";
import { createToolRegistry } from "../../../src/server/contract/tool-registry.ts";
import { createKeyIdentifier } from "../../../src/server/key/key-identity.ts";
import { textOf } from "../../support/endpoint.ts";
import { runs } from "../../support/suite/random-runs.ts";

const RUNS = runs(5_000, 50_000);
const KEY = "100001-FUZZ";
/** An amount that random texts do not hit. */
const ARGS = { purchase_id: "K7M2QX9A", amount: 123.45 };
const ORDER = {
  id: "K7M2QX9A",
  currency: "EUR",
  billing_status: "completed",
  buyer: { id: 1, first_name: "Erika", last_name: "Beispiel", email: "erika@example.com" },
  items: [{ product_name: "Kurs" }],
  transaction_list: [{ transaction_type: "payment", amount: "199.00", currency: "EUR" }],
};
const registry = createToolRegistry();
const tool = registry.get("refundPartially");
if (tool === undefined) {
  throw new Error("there is no tool refundPartially");
}

const guard = createGuard({
  level: "money",
  language: "en",
  seal: createSeal("fuzz"),
  used: createOwnConfirmations<CallEnd>(),
  registry,
  readerFor: () => async () => ORDER,
});
let writes = 0;

async function hold(confirmation: string | undefined, dialogue?: Dialogue): Promise<CallEnd> {
  const call: ToolCall = {
    tool: tool as NonNullable<typeof tool>,
    args: ARGS,
    apiKey: KEY,
    key: createKeyIdentifier("fuzz")(KEY),
    requestId: "1",
    surfaceName: "full",
    dialogue,
  };
  return guard.hold({
    call,
    args: ARGS,
    confirmation,
    onRead: () => () => () => undefined,
    carryOut: async () => {
      writes++;
      return { result: { content: [{ type: "text", text: "{}" }] } };
    },
    fail: (error) => ({
      result: toErrorResult(call.tool.definition, error, { ...call, wasSent: false }),
      error,
      errorKind: "internal",
    }),
  });
}

let confirmation: string;
let state: string;
const ask = async () => (await hold(undefined, { canAsk: true })).result as InputRequiredResult;

beforeAll(async () => {
  ({ confirmation } = JSON.parse(textOf((await hold(undefined)).result as CallToolResult)));
  state = (await ask()).requestState ?? "";
});

/** A text that differs from the given one in one of the ways that damage, or an attack, would make it. */
function mutationOf(text: string, other: string): fc.Arbitrary<string> {
  const place = fc.nat({ max: text.length - 1 });
  const letters = fc.string({ minLength: 1, maxLength: 8 });
  const mutated = fc.oneof(
    fc.tuple(place, letters).map(([at, by]) => text.slice(0, at) + by + text.slice(at + by.length)),
    fc.tuple(place, letters).map(([at, by]) => text.slice(0, at) + by + text.slice(at)),
    fc.tuple(place, place).map(([from, to]) => text.slice(0, from) + text.slice(to)),
    fc.tuple(place, place).map(([from, to]) => text.slice(0, from) + other.slice(to)),
    fc.tuple(place, fc.nat({ max: 7 })).map(([at, bit]) => flipped(text, at, bit)),
    fc.constantFrom(text.toUpperCase(), ` ${text}`, `${text}=`, text + text, other, text.replaceAll("-", "+")),
    fc.string({ maxLength: 400 }),
    fc.string({ unit: "binary", maxLength: 100 }),
    fc.base64String({ maxLength: 600 }),
    fc.json(),
  );
  return mutated.filter((candidate) => candidate !== text && candidate !== "");
}

/** With one bit of its bytes changed. */
function flipped(text: string, at: number, bit: number): string {
  const bytes = Buffer.from(text, "base64url");
  const index = at % bytes.length;
  bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
  return bytes.toString("base64url");
}

/** A confirmation that cannot be read may have been used before a restart. */
const STOPPED = /: nothing was sent: .+(Nothing was changed at Digistore24|before you call again without it)\.$/s;

function expectRefused({ result, confirmation: step }: CallEnd): void {
  const { isError, content } = result as CallToolResult;
  expect(isError).toBe(true);
  expect(textOf({ content })).toMatch(STOPPED);
  expect(step).toBe("refused");
  expect(writes).toBe(0);
}

const YES = { action: "accept", content: { typed: "123.45 EUR" } } as const;

describe("no mutation runs", () => {
  test("of a confirmation", async () => {
    await fc.assert(
      fc.asyncProperty(mutationOf(confirmation, state), async (text) => expectRefused(await hold(text))),
      { numRuns: RUNS / 2 },
    );
  });

  test("of a form's state", async () => {
    await fc.assert(
      fc.asyncProperty(mutationOf(state, confirmation), async (text) =>
        expectRefused(await hold(undefined, { canAsk: true, state: text, answer: YES })),
      ),
      { numRuns: RUNS / 2 },
    );
  });

  test("of an answer", async () => {
    const answers = fc.oneof(
      fc.record({ action: fc.constant("accept" as const), content: fc.dictionary(fc.string(), fc.anything()) }),
      fc.record({ action: fc.constant("accept" as const), content: fc.record({ typed: fc.anything() }) }),
    );
    await fc.assert(
      fc.asyncProperty(answers, async (answer) => {
        const { requestState } = await ask();
        expectRefused(await hold(undefined, { canAsk: true, state: requestState, answer }));
      }),
      { numRuns: RUNS / 10 },
    );
  });
});

test("what was not changed does run", async () => {
  await hold(confirmation);
  await hold(undefined, { canAsk: true, state, answer: YES });
  expect(writes).toBe(2);
});
