import { describe, expect, test } from "vitest";
import { toAnswerObject } from "../../../src/server/call/answer-text.ts";
import { printAnswer } from "../../../src/server/call/print-answer.ts";
import { toResult } from "../../../src/server/call/tool-result.ts";
import type { AnyToolDefinition } from "../../../src/server/contract/tool-definition.ts";
import { answerOf } from "../../support/answer-of.ts";
import { pagedTool, readTool, writeTool } from "../../support/tools.ts";

interface Given {
  readonly sent?: Record<string, unknown>;
  readonly notes?: readonly string[];
  readonly maxChars?: number;
}

function resultOf(tool: AnyToolDefinition, data: unknown, { sent = {}, notes = [], maxChars = 60_000 }: Given = {}) {
  return toResult(printAnswer(toAnswerObject(data)), { tool, sent, notes, maxChars });
}

function textOf(...given: Parameters<typeof resultOf>): string {
  const [block] = resultOf(...given).content;
  return block?.type === "text" ? block.text : "";
}

function noteOf(...given: Parameters<typeof resultOf>): unknown {
  return answerOf(resultOf(...given))["_note"];
}

describe("an answer is one block with one JSON object", () => {
  test.each([
    { name: "an object is itself", data: { id: 1 }, text: '{"id":1}' },
    { name: "a bare list is called items", data: [1, 2], text: '{"items":[1,2]}' },
    { name: "an empty list is one too", data: [], text: '{"items":[]}' },
    { name: "null is an empty object", data: null, text: "{}" },
    { name: "a plain value is called value", data: "ok", text: '{"value":"ok"}' },
  ])("$name", ({ data, text }) => {
    expect(resultOf(readTool, data)).toEqual({ content: [{ type: "text", text }] });
  });

  test.each([
    { name: "an object", data: { id: 1 }, text: '{"_note":"First. Second.","id":1}' },
    { name: "an empty object", data: null, text: '{"_note":"First. Second."}' },
    { name: "an object by id", data: { 12: "a", 3: "b" }, text: '{"_note":"First. Second.","3":"b","12":"a"}' },
  ])("notes are its first member, also before $name", ({ data, text }) => {
    expect(textOf(readTool, data, { notes: ["First.", "Second."] })).toBe(text);
  });
});

describe("a write that changed nothing", () => {
  const UNCHANGED =
    'Nothing was changed (modified is "N"): the values were already the same, or the API did not know the fields.';

  test.each(["modified", "is_modified"])("says so if %s is N, and is not an error", (field) => {
    expect(noteOf(writeTool, { [field]: "N" })).toBe(UNCHANGED);
    expect(resultOf(writeTool, { [field]: "N" }).isError).toBeUndefined();
  });

  test("says that no money was moved if it is a tool that moves some", () => {
    const refund: AnyToolDefinition = { ...writeTool, money: "moves" };
    expect(noteOf(refund, { modified: "N", note: "There is no payment to refund." })).toBe(
      'Nothing was changed (modified is "N"), so no money was moved.',
    );
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
    const text = `writeThing was not carried out: Digistore24 answered ${field} "${value}". Its answer: ${JSON.stringify(data)}`;
    expect(resultOf(writeTool, data)).toEqual({ content: [{ type: "text", text }], isError: true });
  });

  test("is never longer than allowed", () => {
    const text = textOf(writeTool, { status: "error", html: "x".repeat(5000) }, { maxChars: 1000 });
    expect(text.length).toBeLessThanOrEqual(1000);
    expect(text).toContain("html was left out because it is too large.");
  });

  test.each(["completed", "pending", "success"])("status %s is not an error", (status) => {
    expect(resultOf(writeTool, { status }).isError).toBeUndefined();
  });

  test("the status in a read's answer is not an error", () => {
    expect(resultOf(readTool, { status: "error" }).isError).toBeUndefined();
  });
});

describe("a page that is not the last", () => {
  test("says so, because its sums are not those of the list", () => {
    const data = { page_no: 2, page_count: 7, item_count: 301, things: [1] };
    expect(answerOf(resultOf(pagedTool, data))).toEqual({
      _note: "This is page 2 of 7 (301 items in all); go on with page_no 3.",
      _complete: false,
      ...data,
    });
  });

  test("finds the number of items in a summary", () => {
    const data = { page_no: 1, page_count: 2, summary: { count: 99 }, things: [1] };
    expect(noteOf(pagedTool, data)).toBe("This is page 1 of 2 (99 items in all); go on with page_no 2.");
  });

  test.each([
    { name: "the last page", data: { page_no: 7, page_count: 7, things: [1] } },
    { name: "an empty list", data: { page_no: 1, page_count: 0, things: [] } },
  ])("$name is complete", ({ data }) => {
    expect(answerOf(resultOf(pagedTool, data))).toEqual(data);
  });
});

describe("an answer that is too long", () => {
  /** Each takes 100 characters, 101 with its comma. */
  const things = Array.from({ length: 50 }, (_, index) => ({ id: 1000 + index, text: "x".repeat(79) }));
  const maxChars = 1500;
  const { page_no: _no, page_size: _size, ...unpagedArguments } = pagedTool.inputSchema.properties;
  const unpaged = { ...pagedTool, inputSchema: { ...pagedTool.inputSchema, properties: unpagedArguments } };

  test("of a paged list names the page that begins with the next item", () => {
    const answer = answerOf(resultOf(pagedTool, { page_no: 1, page_size: 50, item_count: 301, things }, { maxChars }));
    expect(answer).toEqual({
      _note:
        "Only items 1 to 12 of 301 are shown, although page_size says more. Go on with the same arguments and page_size 12, page_no 2, or take fewer fields with _fields.",
      _complete: false,
      page_no: 1,
      page_size: 50,
      item_count: 301,
      things: things.slice(0, 12),
    });
  });

  test("counts from the page that was asked for if the answer does not say which it is", () => {
    expect(noteOf(pagedTool, { things }, { maxChars, sent: { page_no: 3 } })).toMatch(
      /^Only items 101 to 112 are shown/,
    );
  });

  test("of a list without pages names a shorter period and _fields", () => {
    expect(noteOf(unpaged, things, { maxChars })).toBe(
      "Only 13 of 50 in items are shown. For the rest, ask for a shorter period (from, to), or fewer fields with _fields.",
    );
  });

  test("without a list names only the missing part", () => {
    expect(answerOf(resultOf(readTool, { id: 1, html: "x".repeat(5000) }, { maxChars }))).toEqual({
      _note: "html was left out because it is too large.",
      _complete: false,
      id: 1,
    });
  });

  test("does not suggest pages for a cut inside one item", () => {
    expect(noteOf(pagedTool, { things: [{ id: 1, lines: things }] }, { maxChars })).toBe(
      "Only 13 of 50 in things[0].lines are shown. For the rest, ask for a shorter period (from, to), or fewer fields with _fields.",
    );
  });

  test("of several ids keeps whole records in order, and names the ids of the others", () => {
    const ids = things.map(({ id }) => `P${id}`);
    const data = Object.fromEntries(things.map((thing) => [`P${thing.id}`, thing]));
    const answer = answerOf(resultOf(readTool, data, { maxChars, sent: { thing_id: ids.join(", ") } }));
    const { _note, _complete, ...records } = answer;
    const shown = Object.keys(records).length;
    expect(records).toEqual(Object.fromEntries(Object.entries(data).slice(0, shown)));
    expect({ _note, _complete }).toEqual({
      _complete: false,
      _note: `Only ${shown} of 50 are shown. Call again with thing_id "${ids.slice(shown).join(",")}" for the rest.`,
    });
  });

  test("names five places and counts the others, to keep the note short", () => {
    const map = Object.fromEntries(things.map((thing) => [`P${thing.id}`, thing]));
    expect(noteOf(readTool, map, { maxChars })).toMatch(
      /^(P\d+ was left out because it is too large\. ){5}3\d more places were cut as well\.$/,
    );
  });

  test("still says that nothing was changed", () => {
    expect(noteOf(writeTool, { modified: "N", html: "x".repeat(5000) }, { maxChars })).toBe(
      'Nothing was changed (modified is "N"): the values were already the same, or the API did not know the fields. html was left out because it is too large.',
    );
  });

  test.each([1000, 1001, 2500, 4999])("never has more than %i characters, notes included", (limit) => {
    const answers = [
      { things },
      { things: [{ id: 1, lines: things }] },
      Object.fromEntries(things.entries()),
      { a: things, b: things },
    ];
    for (const data of answers) {
      const text = textOf(pagedTool, data, { maxChars: limit, notes: ["A note of the caller."] });
      expect(text.length).toBeLessThanOrEqual(limit);
      expect(JSON.parse(text)).toMatchObject({ _complete: false });
    }
  });
});
