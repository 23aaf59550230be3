import { describe, expect, test } from "vitest";
import type { ArgumentSchema } from "../../../src/server/contract/tool-definition.ts";
import { createToolRegistry } from "../../../src/server/contract/tool-registry.ts";
import { createValidator } from "../../../src/server/contract/validate-arguments.ts";

/** Words of zod that say nothing to an agent. */
const ZOD_WORDING = /Too (small|big)|Invalid|expected|received|Unrecognized|<=|>=/;

function problemsOf(schema: ArgumentSchema, value: unknown): string[] {
  return createValidator({ type: "object", properties: { x: schema }, additionalProperties: false })({ x: value });
}

describe("each kind of violation is described in our own words", () => {
  const cases: { schema: ArgumentSchema; value: unknown; want: string }[] = [
    { schema: { type: "integer", minimum: 1 }, value: 0, want: "x must be at least 1, got 0" },
    { schema: { type: "integer", maximum: 5 }, value: 6, want: "x must be at most 5, got 6" },
    { schema: { type: "number", maximum: 99.5 }, value: 100, want: "x must be at most 99.5, got 100" },
    { schema: { type: "integer" }, value: 1.5, want: "x must be a whole number, got 1.5" },
    { schema: { type: "string", minLength: 2 }, value: "a", want: "x must have at least 2 characters, got 1" },
    { schema: { type: "string", minLength: 1 }, value: "", want: "x must have at least 1 character, got none" },
    { schema: { type: "string", maxLength: 2 }, value: "abc", want: "x must have at most 2 characters, got 3" },
    { schema: { type: "string", pattern: "^[a-z]+$" }, value: "A1", want: 'x must match /^[a-z]+$/, got "A1"' },
    {
      schema: { type: "string", format: "date-time" },
      value: "soon",
      want: 'x must be a date and time such as 2026-01-31T12:00:00Z, got "soon"',
    },
    {
      schema: { type: "array", items: { type: "integer" }, maxItems: 1 },
      value: [1, 2],
      want: "x must have at most 1 item, got 2",
    },
    {
      schema: { type: "array", items: { type: "integer" }, minItems: 2 },
      value: [1],
      want: "x must have at least 2 items, got 1",
    },
    {
      schema: {
        type: "object",
        properties: { a: { type: "string" }, b: { type: "string" } },
        minProperties: 2,
        additionalProperties: false,
      },
      value: { a: "1" },
      want: "x must have at least 2 entries, got 1",
    },
    { schema: { type: "string", enum: ["a", "b"] }, value: "c", want: 'x must be one of a, b, got "c"' },
    { schema: { type: "string", enum: ["a"] }, value: "c", want: 'x must be a, got "c"' },
    {
      schema: {
        anyOf: [
          { type: "string", enum: ["a", "b"] },
          { type: "string", maxLength: 0 },
        ],
      },
      value: "c",
      want: 'x must be one of a, b or empty, got "c"',
    },
    {
      schema: {
        anyOf: [
          { type: "string", enum: ["new", "pending"] },
          { type: "object", properties: {}, additionalProperties: { type: "string", enum: ["new", "pending"] } },
        ],
      },
      value: "old",
      want: 'x must be one of new, pending or an object, got "old"',
    },
    {
      schema: {
        anyOf: [
          { type: "string", enum: ["new", "pending"] },
          { type: "object", properties: {}, additionalProperties: { type: "string", enum: ["new", "pending"] } },
        ],
      },
      value: { 1: "old" },
      want: 'x.1 must be one of new, pending, got "old"',
    },
  ];

  test.each(cases)("$want", ({ schema, value, want }) => {
    expect(problemsOf(schema, value)).toEqual([want]);
  });
});

describe("the schema of every tool", () => {
  const tools = [...createToolRegistry().values()].map(({ definition }) => ({
    name: definition.name,
    schema: definition.inputSchema as ArgumentSchema,
  }));

  test.each(tools)("$name: no violation is described in the library's words", ({ schema }) => {
    const validate = createValidator(schema);
    const attempts = [...violations(schema)].map((args) => ({ args, problems: validate(args as never) }));
    for (const { args, problems } of attempts) {
      expect(problems, JSON.stringify(args)).not.toEqual([]);
      expect(problems.filter((problem) => ZOD_WORDING.test(problem))).toEqual([]);
    }
  });
});

/** Values that a schema does not allow, each placed inside an otherwise empty value of the outer schemas. */
function* violations(schema: ArgumentSchema): Generator<unknown> {
  for (const [key, member] of Object.entries(schema.properties ?? {})) {
    for (const wrong of [...wrongValues(member), ...violations(member)]) {
      yield { [key]: wrong };
    }
  }
  const { items, additionalProperties } = schema;
  if (items) {
    for (const wrong of [...wrongValues(items), ...violations(items)]) {
      yield [wrong];
    }
  }
  if (typeof additionalProperties === "object") {
    for (const wrong of [...wrongValues(additionalProperties), ...violations(additionalProperties)]) {
      yield { any: wrong };
    }
  }
}

function* wrongValues(schema: ArgumentSchema): Generator<unknown> {
  yield schema.type === "array" ? 7 : [[]];
  yield null;
  const { enum: choices, minimum, maximum, minLength, maxLength, minItems, maxItems, minProperties } = schema;
  if (choices) {
    yield "no such choice";
  }
  if (schema.type === "integer") {
    yield 1.5;
    yield Number.MAX_VALUE;
  }
  if (minimum !== undefined) {
    yield Number(minimum) - 1;
  }
  if (maximum !== undefined) {
    yield Number(maximum) + 1;
  }
  if (Number(minLength) > 0) {
    yield "";
  }
  if (maxLength !== undefined) {
    yield "x".repeat(Number(maxLength) + 1);
  }
  if (Number(minItems) > 0) {
    yield [];
  }
  if (maxItems !== undefined) {
    yield Array(Number(maxItems) + 1).fill("x");
  }
  if (minProperties !== undefined) {
    yield {};
  }
}
