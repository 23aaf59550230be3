import { describe, expect, test } from "vitest";
import type { ArgumentSchema } from "../../../src/server/contract/tool-definition.ts";
import { isTooDeep, MAX_DEPTH, unsendable } from "../../../src/server/contract/unsendable.ts";

const text: ArgumentSchema = { type: "string" };
const schema: ArgumentSchema = {
  type: "object",
  properties: {
    search: { type: "object", properties: { email: text } },
    data: { type: "object", properties: { name: text } },
    changes: { type: "object", minProperties: 1, properties: { name: text } },
    _fields: { type: "array", items: text },
    tracking: { type: "array", items: { type: "object", properties: { ids: { type: "array", items: text } } } },
    placeholders: { type: "object", properties: {}, additionalProperties: text },
    img: { anyOf: [text, { type: "object", properties: {}, additionalProperties: text }] },
    name: text,
  },
};
const problems = (args: Record<string, unknown>) => [...unsendable(schema, args)];

describe("an empty list or object", () => {
  test.each([
    [{ tracking: [] }, "tracking is an empty list"],
    [{ tracking: [{}] }, "tracking[0] is an empty object"],
    [{ tracking: [{ ids: ["1"] }, { ids: [] }] }, "tracking[1].ids is an empty list"],
    [{ placeholders: {} }, "placeholders is an empty object"],
    [{ img: {} }, "img is an empty object"],
  ])("disappears in a form, so it is reported: %j", (args, want) => {
    expect(problems(args)).toEqual([`${want}, which cannot be sent; give it at least one entry, or leave it out`]);
  });

  test.each([{ search: {} }, { data: {} }, { _fields: [] }])("means that nothing is given: %j", (args) => {
    expect(problems(args)).toEqual([]);
  });

  test.each([{ name: [] }, { name: {} }])("instead of text is left to the validation: %j", (args) => {
    expect(problems(args)).toEqual([]);
  });
});

describe("half a character", () => {
  test.each([
    [{ name: "a\uD83D" }, "name"],
    [{ tracking: [{ ids: ["\uDE00\uD83D"] }] }, "tracking[0].ids[0]"],
    [{ placeholders: { x: "\uD83Dx" } }, "placeholders.x"],
  ])("is reported: %j", (args, place) => {
    expect(problems(args)).toEqual([
      `${place} holds half a character (a lone surrogate), which cannot be sent; send the whole character`,
    ]);
  });

  test("in a name is reported without it", () => {
    expect(problems({ placeholders: { "x\uD83D": "y" } })).toEqual([
      "the name placeholders.x\uFFFD holds half a character (a lone surrogate), which cannot be sent; send the whole character",
    ]);
  });

  test("is not found in whole characters", () => {
    expect(problems({ name: "Bücher 😀", placeholders: { "😀": "👩‍👩‍👧" } })).toEqual([]);
  });
});

describe("depth", () => {
  const nested = (levels: number) => {
    let value: unknown = "x";
    for (let level = 0; level < levels; level++) {
      value = level % 2 === 0 ? [value] : { a: value };
    }
    return { value };
  };

  test("is accepted up to the limit", () => {
    expect(isTooDeep(nested(MAX_DEPTH))).toBe(false);
    expect(isTooDeep(nested(MAX_DEPTH + 1))).toBe(true);
  });

  test("of a hundred thousand levels is detected without exhausting the stack", () => {
    expect(isTooDeep(nested(100_000))).toBe(true);
  });
});
