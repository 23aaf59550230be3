import { describe, expect, test } from "vitest";
import { toResult } from "../../../src/server/call/tool-result.ts";
import type { AnyToolDefinition } from "../../../src/server/contract/tool-definition.ts";
import { withJson } from "../../../src/server/kit/with-json.ts";
import { pagedTool, readTool, writeTool } from "../../support/tools.ts";

const PLENTY = 60_000;

describe("an answer", () => {
  const answers: { name: string; data: unknown; text: string; structured: Record<string, unknown> }[] = [
    { name: "an object is itself", data: { id: 1 }, text: '{"id":1}', structured: { id: 1 } },
    { name: "a bare list is called items", data: [1, 2], text: "[1,2]", structured: { items: [1, 2] } },
    { name: "null is an empty object", data: null, text: "null", structured: {} },
    { name: "a plain value is called value", data: "ok", text: '"ok"', structured: { value: "ok" } },
  ];
  test.each(answers)("$name", ({ data, text, structured }) => {
    expect(toResult(readTool, withJson(data), [], PLENTY)).toEqual({
      content: [{ type: "text", text }],
      structuredContent: structured,
    });
  });

  test("notes are in a block of their own, because the first is JSON", () => {
    const { content } = toResult(readTool, withJson({ id: 1 }), ["First.", "Second."], PLENTY);
    expect(content).toEqual([
      { type: "text", text: '{"id":1}' },
      { type: "text", text: "First. Second." },
    ]);
  });
});

function noteOf(tool: AnyToolDefinition, data: unknown, maxChars = PLENTY): string | undefined {
  const [, note] = toResult(tool, withJson(data), [], maxChars).content;
  return note?.type === "text" ? note.text : undefined;
}

describe("a write that changed nothing", () => {
  const UNCHANGED =
    'Nothing was changed (modified is "N"): the values were already the same, or the API did not know the fields.';

  test.each(["modified", "is_modified"])("says so if %s is N, and is not an error", (field) => {
    expect(noteOf(writeTool, { [field]: "N" })).toBe(UNCHANGED);
    expect(toResult(writeTool, withJson({ [field]: "N" }), [], PLENTY).isError).toBeUndefined();
  });

  test("says nothing if something was changed", () => {
    expect(noteOf(writeTool, { modified: "Y" })).toBeUndefined();
  });

  test("says nothing for a read", () => {
    expect(noteOf(readTool, { modified: "N" })).toBeUndefined();
  });
});

describe("a failure inside a successful envelope", () => {
  test.each([
    { field: "status", value: "error" },
    { field: "status", value: "refused" },
    { field: "payment_status", value: "refused" },
    { field: "payment_status", value: "error" },
  ])("$field $value makes a write an error that keeps the answer", ({ field, value }) => {
    const data = { [field]: value, status_msg: "Only a manual refund is possible." };
    expect(toResult(writeTool, withJson(data), [], PLENTY)).toEqual({
      content: [
        { type: "text", text: JSON.stringify(data) },
        { type: "text", text: `writeThing was not carried out: Digistore24 answered ${field} "${value}".` },
      ],
      structuredContent: data,
      isError: true,
    });
  });

  test.each(["completed", "pending", "success"])("status %s is not an error", (status) => {
    const result = toResult(writeTool, withJson({ status }), [], PLENTY);
    expect(result.isError).toBeUndefined();
    expect(result.content).toHaveLength(1);
  });

  test("the status in a read's answer is not an error", () => {
    const result = toResult(readTool, withJson({ status: "error" }), [], PLENTY);
    expect(result.isError).toBeUndefined();
    expect(result.content).toHaveLength(1);
  });
});

describe("an answer that is too long", () => {
  /** Each takes 100 characters, 101 with its comma. */
  const things = Array.from({ length: 50 }, (_, index) => ({ id: 1000 + index, text: "x".repeat(79) }));

  test("of a paged list names both ways to the rest", () => {
    expect(noteOf(pagedTool, { things }, 1000)).toBe(
      "Only 9 of 50 items of things are shown. For the rest use page_size 9 with page_no 1, 2, …, or _fields to get fewer fields.",
    );
  });

  test("is cut in the same way in text and structured content", () => {
    const { content, structuredContent } = toResult(pagedTool, withJson({ things }), [], 1000);
    expect(structuredContent).toEqual({ things: things.slice(0, 9) });
    expect(content[0]).toEqual({ type: "text", text: JSON.stringify(structuredContent) });
  });

  test("of a list without pages names _fields", () => {
    const { page_no: _no, page_size: _size, ...properties } = pagedTool.inputSchema.properties;
    const unpaged = { ...pagedTool, inputSchema: { ...pagedTool.inputSchema, properties } };
    expect(noteOf(unpaged, things, 1000)).toBe(
      "Only 9 of 50 items of the list are shown. For the rest use _fields to get fewer fields.",
    );
  });

  test("without a list names only the missing part", () => {
    expect(noteOf(readTool, { id: 1, html: "x".repeat(5000) }, 1000)).toBe(
      "html was left out because it is too large.",
    );
  });

  test("does not suggest pages for a cut inside one item", () => {
    expect(noteOf(pagedTool, { things: [{ id: 1, lines: things }] }, 1000)).toBe(
      "Only 9 of 50 items of things[0].lines are shown. For the rest use _fields to get fewer fields.",
    );
  });

  test("names five places and counts the others, to keep the note short", () => {
    const map = Object.fromEntries(things.map((thing) => [`P${thing.id}`, thing]));
    expect(noteOf(readTool, map, 1000)).toMatch(
      /^(P\d+ was left out because it is too large\. ){5}3\d more places were cut as well\.$/,
    );
  });

  test("still says that nothing was changed", () => {
    expect(noteOf(writeTool, { modified: "N", html: "x".repeat(5000) }, 1000)).toBe(
      'Nothing was changed (modified is "N"): the values were already the same, or the API did not know the fields. html was left out because it is too large.',
    );
  });
});
