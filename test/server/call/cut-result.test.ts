import { describe, expect, test } from "vitest";
import { cutResult as cut } from "../../../src/server/call/cut-result.ts";
import { printAnswer } from "../../../src/server/call/print-answer.ts";

const cutResult = (data: unknown, limit: number) => cut(data, limit, printAnswer({ data }).print);

/** JSON of 100 characters: with a comma, 101 in a list. */
const item = (id: number) => ({ id: 1000 + id, text: "x".repeat(79) });
const items = (count: number) => Array.from({ length: count }, (_, index) => item(index));

test("an answer that fits is unchanged", () => {
  const data = { list: items(3) };
  expect(cutResult(data, 10_000)).toEqual({ data, cuts: [] });
});

test("an answer of exactly the limit is unchanged", () => {
  const data = { a: "x".repeat(992) };
  expect(JSON.stringify(data)).toHaveLength(1000);
  expect(cutResult(data, 1000)).toEqual({ data, cuts: [] });
});

describe("an answer that is too long", () => {
  test("that is a list loses whole items at its end", () => {
    expect(JSON.stringify(item(0))).toHaveLength(100);
    expect(cutResult(items(50), 1000)).toEqual({ data: items(9), cuts: [{ place: "", kept: 9, total: 50 }] });
  });

  test("loses items of the list that takes the most room, and nothing else", () => {
    const { data, cuts } = cutResult({ page_no: 1, few: items(2), many: items(50) }, 1300);
    expect(data).toEqual({ page_no: 1, few: items(2), many: items(10) });
    expect(cuts).toEqual([{ place: "many", kept: 10, total: 50 }]);
  });

  test("loses items of a list at any depth", () => {
    const { data, cuts } = cutResult({ outer: { inner: { list: items(50) } }, count: 50 }, 1000);
    expect(data).toEqual({ outer: { inner: { list: items(9) } }, count: 50 });
    expect(cuts).toEqual([{ place: "outer.inner.list", kept: 9, total: 50 }]);
  });

  test("loses items of several lists if one is not enough, and reports each", () => {
    const { data, cuts } = cutResult({ a: items(3), b: items(20), c: items(2) }, 500);
    expect(data).toEqual({ a: items(2), c: items(2) });
    expect(cuts).toEqual([
      { place: "b", kept: 0, total: 20 },
      { place: "a", kept: 2, total: 3 },
    ]);
  });

  test("shows a part of the first item if none fits", () => {
    const orders = [{ id: 1, transactions: items(50) }, { id: 2 }];
    const { data, cuts } = cutResult({ orders }, 1000);
    expect(data).toEqual({ orders: [{ id: 1, transactions: items(9) }] });
    expect(cuts).toEqual([
      { place: "orders[0].transactions", kept: 9, total: 50 },
      { place: "orders", kept: 1, total: 2 },
    ]);
  });

  test("does not report a list whose only item is shown in part", () => {
    const { data, cuts } = cutResult({ list: [{ id: 1, text: "x".repeat(5000) }] }, 1000);
    expect(data).toEqual({ list: [{ id: 1 }] });
    expect(cuts).toEqual([{ place: "list[0].text", kept: 0, total: 1 }]);
  });

  test("loses a huge text completely, because half of it could be taken for the whole", () => {
    const { data, cuts } = cutResult({ id: 1, html: "x".repeat(5000), note: "kept" }, 1000);
    expect(data).toEqual({ id: 1, note: "kept" });
    expect(cuts).toEqual([{ place: "html", kept: 0, total: 1 }]);
  });

  test("that is one huge text is left out", () => {
    expect(cutResult("x".repeat(5000), 1000)).toEqual({ data: undefined, cuts: [{ place: "", kept: 0, total: 1 }] });
  });

  test("that is a list of huge texts is empty", () => {
    const texts = ["x".repeat(5000), "y"];
    expect(cutResult(texts, 1000)).toEqual({ data: [], cuts: [{ place: "", kept: 0, total: 2 }] });
  });

  test("that is a map of objects loses whole members, not all their fields", () => {
    const map = Object.fromEntries(items(20).map((value, index) => [`P${index}`, value]));
    const { data, cuts } = cutResult(map, 1000);
    const left = data as Record<string, object>;
    expect(Object.keys(left).length).toBeGreaterThanOrEqual(8);
    expect(cuts.filter(({ place }) => !place.includes("."))).toHaveLength(20 - Object.keys(left).length);
    expect(Object.values(left).filter((value) => Object.keys(value).length === 0)).toEqual([]);
  });

  test("that is a map of many thousand members is cut too", () => {
    const map = Object.fromEntries(items(40_000).map((value, index) => [`P${index}`, value]));
    const { data, cuts } = cutResult(map, 60_000);
    expect(JSON.stringify(data).length).toBeLessThanOrEqual(60_000);
    expect(cuts.length).toBeGreaterThan(39_000);
  });

  test("is not changed in place", () => {
    const data = { list: items(50) };
    cutResult(data, 1000);
    expect(data.list).toHaveLength(50);
  });
});

const shapes: { name: string; data: unknown }[] = [
  { name: "a list", data: items(200) },
  { name: "a list of lists", data: Array.from({ length: 30 }, () => items(10)) },
  { name: "lists next to each other", data: { a: items(160), b: items(50), c: [], d: "x".repeat(3000) } },
  { name: "a map of objects", data: Object.fromEntries(items(150).map((value, index) => [`P${index}`, value])) },
  { name: "a map of numbers", data: Object.fromEntries(items(2000).map((_, index) => [`day_${index}`, index])) },
  { name: "a map of lists", data: Object.fromEntries(items(40).map((_, index) => [`P${index}`, items(5)])) },
  { name: "one long item", data: { list: [{ id: 1, lines: items(300), text: "x".repeat(9000) }] } },
  { name: "objects in each other", data: { a: { b: { c: { d: { e: items(100), f: "x".repeat(5000) } } } } } },
  { name: "texts with characters that JSON escapes", data: { texts: items(200).map(() => '"\\\n"'.repeat(20)) } },
];
const limits = [10, 57, 100, 1000, 1001, 1999, 5000, 15_000];

describe.each(shapes)("$name", ({ data }) => {
  test.each(limits)("never has more than %i characters, and every loss is reported", (limit) => {
    const { data: shown, cuts } = cutResult(data, limit);
    expect(JSON.stringify(shown).length).toBeLessThanOrEqual(limit);
    expect(cuts.length).toBeGreaterThan(0);
    expect(cuts.filter(({ kept, total }) => kept >= total)).toEqual([]);
  });
});
