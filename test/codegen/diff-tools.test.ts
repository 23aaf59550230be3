import { describe, expect, test } from "vitest";
import { diffTools } from "../../codegen/diff/diff-tools.ts";
import { type GeneratedTool, readTools } from "../../codegen/diff/read-tools.ts";
import { toMarkdown, toText } from "../../codegen/diff/report.ts";
import type { InputSchema } from "../../codegen/model/api-model.ts";
import { generate } from "../../codegen/pipeline.ts";
import { ORDERS } from "./orders-fixture.ts";

describe("between two states of the tools", () => {
  test("no difference if nothing changed, whatever the order of arguments", () => {
    const a = tool("a", { x: { type: "string" }, y: { type: "string" } });
    const b = tool("a", { y: { type: "string" }, x: { type: "string" } });

    expect(diffTools([a], [a])).toEqual([]);
    expect(diffTools([a], [b])).toEqual([]);
  });

  test("tools are added and removed, in the order of their names", () => {
    expect(diffTools([tool("b"), tool("c")], [tool("a"), tool("c"), tool("d")])).toEqual([
      { kind: "added", tool: "a", changes: [] },
      { kind: "removed", tool: "b", changes: [] },
      { kind: "added", tool: "d", changes: [] },
    ]);
  });

  test("an added tool without a review is reported as not reviewed", () => {
    expect(diffTools([], [{ ...tool("a"), isReviewed: false }])).toEqual([
      { kind: "added", tool: "a", changes: [{ kind: "mark", text: "not reviewed, served nowhere" }] },
    ]);
  });

  test("a tool whose name became an alias is renamed, with its other changes, and not added", () => {
    const renamed = { ...tool("b", { x: { type: "string" } }), aliases: ["a"] };

    expect(diffTools([tool("a")], [renamed])).toEqual([
      {
        kind: "renamed",
        tool: "a",
        changes: [
          { kind: "compatible", text: "is b now, the name kept as its alias" },
          { kind: "compatible", text: "x: added" },
          { kind: "mark", text: 'aliases: not stated → ["a"]' },
        ],
      },
    ]);
  });

  test("nothing changed if only the order of keys did", () => {
    const before = { ...tool("a", { x: { type: "object", default: { b: 1, c: 2 } } }), sentDefaults: { p: 1, q: 2 } };
    const after = { ...tool("a", { x: { default: { c: 2, b: 1 }, type: "object" } }), sentDefaults: { q: 2, p: 1 } };

    expect(diffTools([before], [after])).toEqual([]);
  });

  test("a tool that took over the alias of another that still has its name is added", () => {
    const differences = diffTools([tool("a")], [tool("a"), { ...tool("b"), aliases: ["old"] }]);

    expect(differences.map(({ kind, tool: name }) => [kind, name])).toEqual([["added", "b"]]);
  });

  test("marks change, and a description is not a mark", () => {
    const after = { ...tool("a"), access: "write", timeoutSeconds: 60, description: "Other words." };

    expect(diffTools([tool("a")], [after])).toEqual([
      {
        kind: "changed",
        tool: "a",
        changes: [
          { kind: "compatible", text: "description changed" },
          { kind: "mark", text: "access: read → write" },
          { kind: "mark", text: "timeoutSeconds: not stated → 60" },
        ],
      },
    ]);
  });
});

interface SchemaCase {
  readonly before: InputSchema;
  readonly after: InputSchema;
  readonly want: readonly [kind: string, text: string][];
}

const TEXT: InputSchema = { type: "string" };
const PAIR: InputSchema = { type: "object", properties: { a: TEXT }, additionalProperties: false };

describe("a change of an argument", () => {
  test.each<SchemaCase>([
    { before: TEXT, after: { type: "integer" }, want: [["incompatible", "x: type string → integer"]] },
    { before: { type: "integer" }, after: { type: "number" }, want: [["compatible", "x: type integer → number"]] },
    { before: { type: "number" }, after: { type: "integer" }, want: [["incompatible", "x: type number → integer"]] },
    { before: TEXT, after: { ...TEXT, description: "Words" }, want: [["compatible", "x: description changed"]] },
    { before: TEXT, after: { ...TEXT, default: "a" }, want: [["compatible", 'x: default none → "a"']] },
    {
      before: { ...TEXT, enum: ["a", "b"] },
      after: { ...TEXT, enum: ["b", "c"] },
      want: [
        ["incompatible", "x: no longer takes a"],
        ["compatible", "x: also takes c"],
      ],
    },
    { before: TEXT, after: { ...TEXT, enum: ["a"] }, want: [["incompatible", "x: takes only a"]] },
    {
      before: { ...TEXT, enum: ["a"] },
      after: TEXT,
      want: [["compatible", "x: takes any value, no longer a list of them"]],
    },
    { before: TEXT, after: { ...TEXT, maxLength: 9 }, want: [["incompatible", "x: maxLength none → 9"]] },
    { before: { ...TEXT, maxLength: 9 }, after: TEXT, want: [["compatible", "x: maxLength 9 → none"]] },
    {
      before: { ...TEXT, minLength: 1, maxLength: 9 },
      after: { ...TEXT, minLength: 2, maxLength: 8 },
      want: [
        ["incompatible", "x: minLength 1 → 2"],
        ["incompatible", "x: maxLength 9 → 8"],
      ],
    },
    {
      before: { type: "integer", minimum: 1, maximum: 9 },
      after: { type: "integer", minimum: 0, maximum: 10 },
      want: [
        ["compatible", "x: minimum 1 → 0"],
        ["compatible", "x: maximum 9 → 10"],
      ],
    },
    { before: { ...TEXT, pattern: "a" }, after: TEXT, want: [["compatible", 'x: pattern "a" → none']] },
    {
      before: { ...TEXT, pattern: "a" },
      after: { ...TEXT, pattern: "b" },
      want: [["incompatible", 'x: pattern "a" → "b"']],
    },
    { before: TEXT, after: { ...TEXT, format: "date-time" }, want: [["incompatible", 'x: format none → "date-time"']] },
    { before: TEXT, after: { ...TEXT, multipleOf: 2 }, want: [["incompatible", "x: multipleOf none → 2"]] },
    { before: PAIR, after: { ...PAIR, properties: {} }, want: [["incompatible", "x.a: removed"]] },
    {
      before: { ...PAIR, additionalProperties: true },
      after: { ...PAIR, properties: {}, additionalProperties: true },
      want: [["compatible", "x.a: no longer described"]],
    },
    { before: PAIR, after: { ...PAIR, properties: { a: TEXT, b: TEXT } }, want: [["compatible", "x.b: added"]] },
    {
      before: PAIR,
      after: { ...PAIR, properties: { a: TEXT, b: TEXT }, required: ["b"] },
      want: [["incompatible", "x.b: added, required"]],
    },
    { before: PAIR, after: { ...PAIR, required: ["a"] }, want: [["incompatible", "x.a: is required now"]] },
    { before: { ...PAIR, required: ["a"] }, after: PAIR, want: [["compatible", "x.a: is optional now"]] },
    {
      before: PAIR,
      after: { ...PAIR, additionalProperties: true },
      want: [["compatible", "x: takes further members"]],
    },
    {
      before: { ...PAIR, additionalProperties: true },
      after: PAIR,
      want: [["incompatible", "x: takes no further members"]],
    },
    {
      before: { ...PAIR, additionalProperties: true },
      after: { ...PAIR, additionalProperties: TEXT },
      want: [["incompatible", "x: takes further members of one type only"]],
    },
    {
      before: { ...PAIR, additionalProperties: TEXT },
      after: { ...PAIR, additionalProperties: { type: "integer" } },
      want: [["incompatible", "x.*: type string → integer"]],
    },
    {
      before: { type: "array", items: TEXT },
      after: { type: "array", items: { ...TEXT, maxLength: 5 } },
      want: [["incompatible", "x[]: maxLength none → 5"]],
    },
    {
      before: TEXT,
      after: { anyOf: [TEXT, { type: "integer" }] },
      want: [["compatible", "x: takes one more type"]],
    },
    {
      before: { anyOf: [TEXT, { type: "integer" }] },
      after: TEXT,
      want: [["incompatible", "x: the choice of types changed"]],
    },
    {
      before: { anyOf: [TEXT, { type: "integer" }] },
      after: { anyOf: [{ type: "integer", description: "A number" }, TEXT] },
      want: [["compatible", "x: description changed"]],
    },
    {
      before: { anyOf: [PAIR, TEXT] },
      after: { anyOf: [{ ...PAIR, properties: { a: { ...TEXT, description: "Words" } } }, TEXT] },
      want: [["compatible", "x: description changed"]],
    },
    {
      before: { anyOf: [{ type: "object", required: ["a", "b"], additionalProperties: true }, TEXT] },
      after: { anyOf: [{ additionalProperties: true, required: ["b", "a"], type: "object" }, TEXT] },
      want: [["compatible", "x: description changed"]],
    },
    {
      before: { anyOf: [{ ...PAIR, properties: { description: TEXT } }, TEXT] },
      after: { anyOf: [{ ...PAIR, properties: { description: { type: "integer" } } }, TEXT] },
      want: [["incompatible", "x: the choice of types changed"]],
    },
  ])("from $before to $after is reported as $want", ({ before, after, want }) => {
    const [difference] = diffTools([tool("t", { x: before })], [tool("t", { x: after })]);

    expect(difference?.changes.map(({ kind, text }) => [kind, text])).toEqual(want);
  });
});

describe("reported to a person", () => {
  const differences = diffTools(
    [tool("a"), tool("b", { x: { type: "string", enum: ["u|v", "w"] } })],
    [tool("b", { x: { type: "string", enum: ["w"] }, y: TEXT }), tool("c")],
  );

  test("it is a line for every tool and every change", () => {
    expect(
      toText(differences, "the last commit"),
    ).toBe(`Tools against the last commit: 1 added, 1 removed, 1 changed, 1 incompatibly
  removed  a
  changed  b
    incompatible x: no longer takes u|v
    compatible   y: added
  added    c`);
    expect(toText([], "the last commit")).toBe("Tools against the last commit: no difference");
  });

  test("it is a table for a pull request, in which no value can break a row", () => {
    expect(toMarkdown(differences, "abc123")).toBe(`## Tools against the base

Against abc123: 1 added, 1 removed, 1 changed, 1 incompatibly.

| tool is | tool | change is | change |
|---|---|---|---|
| removed | \`a\` |  |  |
| changed | \`b\` | incompatible | x: no longer takes u\\|v |
| changed | \`b\` | compatible | y: added |
| added | \`c\` |  |  |
`);
    expect(toMarkdown([], "abc123")).toBe("## Tools against the base\n\nAgainst abc123: no difference.\n");
  });
});

test("an argument with the name of something that every object has is new when it is added", () => {
  expect(diffTools([tool("a")], [tool("a", JSON.parse('{ "constructor": { "type": "string" } }'))])).toEqual([
    { kind: "changed", tool: "a", changes: [{ kind: "compatible", text: "constructor: added" }] },
  ]);
});

describe("generated modules", () => {
  test("are read back as the data they hold", async () => {
    const modules = [...(await generate(ORDERS))].filter(([file]) => file.startsWith("tools/")).map(([, text]) => text);
    const tools = readTools(modules);

    expect(tools.map(({ name }) => name)).toEqual([
      "DeleteCancelorder",
      "GetGetorder",
      "PostCreateorder",
      "listOrders",
    ]);
    expect(tools.at(-1)).toMatchObject({
      access: "read",
      isDestructive: false,
      sentDefaults: { page_size: 50 },
      inputSchema: { properties: { page_size: { type: "integer", default: 50, minimum: 1 } } },
    });
  });

  test("are never run", () => {
    const module = 'export const a = { name: (() => { throw new Error("ran"); })() } satisfies ToolDefinition;';

    expect(() => readTools([module])).toThrow("a generated module holds CallExpression where data was expected");
  });

  test("keep negative numbers, null and odd keys", () => {
    const [read] = readTools([
      'export const a = { name: "a", "x-y": [-1.5, null, true] } satisfies ToolDefinition<"/a", "get">;',
    ]);

    expect(read).toMatchObject({ name: "a", "x-y": [-1.5, null, true] });
  });
});

function tool(name: string, properties: Record<string, InputSchema> = {}): GeneratedTool {
  const inputSchema: InputSchema = { type: "object", properties, additionalProperties: false };
  return { name, description: "A tool.", access: "read", inputSchema };
}
