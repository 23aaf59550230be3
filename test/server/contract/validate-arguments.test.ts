import { describe, expect, test } from "vitest";
import type { ArgumentSchema } from "../../../src/server/contract/tool-definition.ts";
import { createValidator } from "../../../src/server/contract/validate-arguments.ts";

const schema: ArgumentSchema = {
  type: "object",
  properties: {
    product_id: { type: "integer" },
    purchase_id: { type: "string" },
    force: { type: "boolean" },
    sort_by: { type: "string", enum: ["date", "earning"] },
    period: { type: "string", enum: ["day", "month"], default: "week" },
    page_size: { type: "integer", minimum: 1, maximum: 1000, default: 50 },
    placeholders: { type: "object", properties: {}, additionalProperties: { type: "string" } },
    addons: {
      type: "array",
      items: {
        type: "object",
        properties: { product_id: { type: "string" }, quantity: { type: "integer" } },
        required: ["product_id"],
        additionalProperties: false,
      },
    },
    search: { type: "object", properties: { email: { type: "string" } }, additionalProperties: false },
    data: {
      type: "object",
      minProperties: 1,
      properties: {
        name_de: { type: "string", maxLength: 5 },
        expires_at: { type: "string" },
        first_rate: { type: "number" },
      },
      additionalProperties: false,
    },
    settings: { type: "object", properties: { color: { type: "string" } }, additionalProperties: true },
  },
  additionalProperties: false,
};

const validate = createValidator(schema);

interface Case {
  readonly name: string;
  readonly given: Record<string, unknown>;
  readonly want: string[];
}

function run(cases: readonly Case[]): void {
  test.each(cases)("$name", ({ given, want }) => {
    expect(validate(given)).toEqual(want);
  });
}

describe("accepted arguments", () => {
  run([
    { name: "no arguments at all, if none is required", given: {}, want: [] },
    { name: "an empty text, which clears a field", given: { data: { expires_at: "" } }, want: [] },
    { name: "the date form of the documentation", given: { data: { expires_at: "2025-12-31 12:00:00" } }, want: [] },
    {
      name: "an omitted argument whose default is not in its enum",
      given: { sort_by: "date" },
      want: [],
    },
    {
      name: "plain values that an open object does not describe",
      given: { settings: { size: "L", count: 5, is_new: true } },
      want: [],
    },
    { name: "texts by free names", given: { placeholders: { seat: "7", "row name": "A" } }, want: [] },
  ]);
});

describe("unknown names", () => {
  run([
    {
      name: "are refused with the nearest known name",
      given: { produkt_id: 1 },
      want: ["produkt_id is unknown; the nearest is product_id"],
    },
    {
      name: "are refused with the place one level down where the name belongs",
      given: { name_de: "x" },
      want: ["name_de is unknown; the nearest is data.name_de"],
    },
    {
      name: "are refused with the nearest name one level down",
      given: { emial: "x" },
      want: ["emial is unknown; the nearest is search.email"],
    },
    {
      name: "that are similar to none are refused with the first twelve known names",
      given: { something_else: 1 },
      want: [
        "something_else is unknown; the known names are product_id, purchase_id, force, sort_by, period, page_size, placeholders, addons, search, data, settings",
      ],
    },
    {
      name: "inside an object are refused with their place",
      given: { data: { name_dee: "x" } },
      want: ["data.name_dee is unknown; the nearest is name_de"],
    },
    {
      name: "inside an item of a list are refused with their place",
      given: { addons: [{ product_id: "1" }, { product_id: "2", quantiti: 1 }] },
      want: ["addons[1].quantiti is unknown; the nearest is quantity"],
    },
    {
      name: "that every JavaScript object inherits are refused like others",
      given: { toString: 1, constructor: "x" },
      want: [
        "toString is unknown; the known names are product_id, purchase_id, force, sort_by, period, page_size, placeholders, addons, search, data, settings",
        "constructor is unknown; the known names are product_id, purchase_id, force, sort_by, period, page_size, placeholders, addons, search, data, settings",
      ],
    },
  ]);

  test.each([
    { args: '{"__proto__":{"a":1}}', place: "__proto__" },
    { args: '{"placeholders":{"__proto__":{"a":1}}}', place: "placeholders.__proto__" },
    { args: '{"settings":{"__proto__":"x"}}', place: "settings.__proto__" },
  ])("are refused at $place too, where the validation library ignores it", ({ args, place }) => {
    expect(validate(JSON.parse(args))).toContain(`${place} cannot be sent; leave it out`);
  });

  test("are refused if nothing is accepted", () => {
    const empty = createValidator({ type: "object", properties: {}, additionalProperties: false });
    expect(empty({ foo: 1 })).toEqual(["foo is unknown; leave it out, nothing is accepted here"]);
  });

  test("are refused with twelve known names and an ellipsis if there are more", () => {
    const names = Array.from({ length: 14 }, (_, index) => [`argument_${index}`, { type: "string" as const }]);
    const wide = createValidator({
      type: "object",
      properties: Object.fromEntries(names),
      additionalProperties: false,
    });
    expect(wide({ q: 1 })).toEqual([
      "q is unknown; the known names are argument_0, argument_1, argument_2, argument_3, argument_4, argument_5, argument_6, argument_7, argument_8, argument_9, argument_10, argument_11, …",
    ]);
  });
});

describe("wrong values", () => {
  run([
    {
      name: "of an enum are refused with its values",
      given: { sort_by: "name" },
      want: ['sort_by must be one of date, earning, got "name"'],
    },
    {
      name: "a whole number too long to be exact is refused with advice",
      given: { purchase_id: 12345678901234567000 },
      want: [
        "purchase_id must be text, got 12345678901234567000; give it as text: a number this long loses its last digits",
      ],
    },
    {
      name: "a German comma is refused with the hint",
      given: { data: { first_rate: "12,5" } },
      want: ['data.first_rate must be a number, got "12,5"; write decimals with a dot'],
    },
    {
      name: "null inside an object that overwrites is refused with the hint",
      given: { data: { expires_at: null } },
      want: ['data.expires_at must be text, got null; send "" to clear the field, or leave it out'],
    },
    {
      name: "text for a flag is refused",
      given: { force: "maybe" },
      want: ['force must be a boolean, got "maybe"'],
    },
    { name: "a fraction is refused", given: { product_id: 1.5 }, want: ["product_id must be a whole number, got 1.5"] },
    { name: "text for an object is refused", given: { data: "{" }, want: ['data must be an object, got "{"'] },
    { name: "text for a list is refused", given: { addons: "x" }, want: ['addons must be a list, got "x"'] },
    {
      name: "an object for a text by a free name is refused",
      given: { placeholders: { seat: { row: 1 } } },
      want: ['placeholders.seat must be text, got {"row":1}'],
    },
    {
      name: "too small a number is refused with the limit",
      given: { page_size: 0 },
      want: ["page_size must be at least 1, got 0"],
    },
    {
      name: "too long a text is refused with the limit",
      given: { data: { name_de: "abcdef" } },
      want: ["data.name_de must have at most 5 characters, got 6"],
    },
    {
      name: "an update of nothing is refused",
      given: { data: {} },
      want: ["data is an empty object, which cannot be sent; give it at least one entry, or leave it out"],
    },
    {
      name: "an infinite number is refused if an open object does not describe it",
      given: { settings: { a: Number.POSITIVE_INFINITY } },
      want: ["settings.a is not described, so it must be text, a number or a boolean"],
    },
    {
      name: "objects, lists and null are refused if an open object does not describe them",
      given: { settings: { a: { b: 1 }, c: [1], d: null } },
      want: [
        "settings.a is not described, so it must be text, a number or a boolean",
        "settings.c is not described, so it must be text, a number or a boolean",
        "settings.d is not described, so it must be text, a number or a boolean",
      ],
    },
    {
      name: "several mistakes are all named",
      given: { sort_by: "x", emial: "y", addons: [{}] },
      want: [
        "emial is unknown; the nearest is search.email",
        'sort_by must be one of date, earning, got "x"',
        "addons[0].product_id is required",
      ],
    },
  ]);
});

describe("required arguments", () => {
  const strict = createValidator({
    type: "object",
    properties: {
      product_id: { type: "integer" },
      type: { type: "string", enum: ["a", "b"], default: "a" },
      data: {
        type: "object",
        properties: { code: { type: "string" }, product_ids: { type: "string", default: "all" } },
        required: ["code", "product_ids"],
        additionalProperties: false,
      },
    },
    required: ["product_id", "type", "data"],
    additionalProperties: false,
  });

  test("are reported if they are missing, whether they have a default or not", () => {
    expect(strict({})).toEqual(["product_id is required", "type is required, one of a, b", "data is required"]);
  });

  test("are reported inside objects too, whether they have a default or not", () => {
    expect(strict({ product_id: 1, type: "b", data: {} })).toEqual([
      "data.code is required",
      "data.product_ids is required",
    ]);
  });
});

test("an object that overrides its own conversions is a wrong value like any other", () => {
  expect(validate({ purchase_id: { toString: "", valueOf: 1 } })).toEqual([
    'purchase_id must be text, got {"toString":"","valueOf":1}',
  ]);
});

describe("the length of the answer", () => {
  test("a long value is shortened", () => {
    expect(validate({ product_id: "x".repeat(5000) })).toEqual([
      `product_id must be a number, got "${"x".repeat(79)}…`,
    ]);
  });

  test("a long unknown name is shortened", () => {
    const [problem = ""] = validate({ ["k".repeat(100_000)]: 1 });
    expect(problem.slice(0, 92)).toBe(`${"k".repeat(80)}… is unknown`);
    expect(problem.length).toBeLessThan(300);
  });

  test("ten problems are listed, and further ones only mentioned", () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`zz${index}`, 1]));
    const problems = validate(many);
    expect(problems).toHaveLength(11);
    expect(problems[10]).toBe("and there is more");
  });
});

describe("an empty object that must have at least one member", () => {
  const decision: ArgumentSchema = {
    type: "object",
    properties: { status: { type: "string", enum: ["yes", "no"] }, message: { type: "string" } },
    additionalProperties: false,
  };
  const withData = (data: ArgumentSchema) =>
    createValidator({ type: "object", properties: { data }, additionalProperties: false });

  test("is refused by the member that is required", () => {
    const problems = withData({ ...decision, minProperties: 1, required: ["status"] })({ data: {} });
    expect(problems).toEqual(["data.status is required, one of yes, no"]);
  });

  test("is also refused if one member is required and more are needed", () => {
    const problems = withData({ ...decision, minProperties: 2, required: ["status"] })({ data: {} });
    expect(problems).not.toEqual([]);
  });
});
