import { afterAll, describe, expect, test } from "vitest";
import { cutResult } from "../../../src/server/call/cut-result.ts";
import { printAnswer } from "../../../src/server/call/print-answer.ts";
import { openTestApp } from "../../support/test-app.ts";
import { success, useUpstream } from "../../support/upstream.ts";

const upstream = useUpstream();
const { app, callTool } = openTestApp({ DIGISTORE24_MAX_RESULT_CHARS: "2000" });
afterAll(() => app.close());

const TEXTS = ["ÄÖ 😀", "\ud83d", "\u2028\u2029", '"\\" \\u0041', "\u0000\n", ""];

test("an answer is printed as JSON.stringify prints it", () => {
  const data = JSON.parse('{"b":[{"t":"ä"}],"10":1,"2":null,"__proto__":{"x":[]},"a":{"c":[1,"\\ud800"]}}');
  expect(printAnswer(data).json).toBe(JSON.stringify(data));
});

describe("items that are printed again after a cut", () => {
  const rows = TEXTS.map((text, id) => ({ id, [`name${text}`]: text, list: [text] }));

  test.each([rows.length, 3, 1, 0])("have the same JSON if %i are left", (count) => {
    const { print, printMembers, data } = printAnswer({ rows, id: 1 });
    cutResult(data, 100, print);
    const left = { id: 1, rows: rows.slice(0, count) };
    expect(printMembers(left)).toBe(JSON.stringify(left));
  });

  test("have the same texts for the agent", async () => {
    const named = TEXTS.map((text, id) => ({ id, name: text }));
    upstream.answer(() => success({ products: [...named, { id: 99, name: "x".repeat(5000) }] }));
    const { answer, text } = await callTool("listProducts", { _fields: ["*"] });
    // Half of a character is replaced when the answer is read.
    expect(answer?.["products"]).toEqual(named.with(1, { id: 1, name: "\ufffd" }));
    expect(Object.keys(answer ?? {})[0]).toBe("_note");
    expect(text.length).toBeLessThanOrEqual(2000);
  });
});

test("notes come before members that have numbers as names", async () => {
  upstream.answer(() => success({ 2: { name: "x".repeat(3000) }, 1: { name: "A" } }));
  const { text } = await callTool("GetGetproduct", { product_id: "1" });
  expect(text).toMatch(/^\{"_note":/);
  expect(text.indexOf('"_note"')).toBeLessThan(text.indexOf('"1"'));
});

test("a member named __proto__ stays a member, whole and cut", async () => {
  const member = `{"__proto__":{"a":1},"list":[${Array.from({ length: 300 }, (_, id) => `{"id":${id}}`).join(",")}]}`;
  const small = JSON.parse('{"__proto__":{"a":1},"id":1}');
  for (const json of [JSON.stringify(small), member]) {
    upstream.answer(
      () =>
        new Response(`{"result":"success","data":${json}}`, {
          headers: { "content-type": "application/json" },
        }),
    );
    expect((await callTool("GetGetproduct", { product_id: "1" })).text).toContain('"__proto__":{"a":1}');
  }
});

describe("a cut", () => {
  const cut = (data: object, limit: number) => cutResult(data, limit, printAnswer({ ...data }).print);
  const list = ["aaaa", "bbbb", "cccc"];

  test("at exactly the length of some items keeps them, and one character less loses one", () => {
    const two = JSON.stringify({ list: list.slice(0, 2) }).length;
    expect(cut({ list }, two).data).toEqual({ list: list.slice(0, 2) });
    expect(cut({ list }, two - 1).data).toEqual({ list: list.slice(0, 1) });
  });

  test("of an answer at the limit of the endpoint is none, and one character more is cut", async () => {
    const names = (length: number) => ({ name: "x".repeat(length) });
    const room = 2000 - JSON.stringify(names(0)).length;
    upstream.answer(() => success(names(room)));
    expect((await callTool("GetGetproduct", { product_id: "1" })).answer).toEqual(names(room));
    upstream.answer(() => success(names(room + 1)));
    const { answer } = await callTool("GetGetproduct", { product_id: "1" });
    expect(answer).toMatchObject({ _complete: false });
    expect(answer).not.toHaveProperty("name");
  });

  test("of lists at two depths reports both, within the limit", () => {
    const inner = Array.from({ length: 40 }, (_, id) => ({ id, text: "ü".repeat(20) }));
    const data = {
      outer: [
        { id: 1, inner },
        { id: 2, inner },
      ],
    };
    const { data: left, cuts } = cut(data, 600);
    expect(JSON.stringify(left).length).toBeLessThanOrEqual(600);
    expect(cuts.map(({ place }) => place)).toEqual(["outer[0].inner", "outer"]);
  });
});
