import { describe, expect, test } from "vitest";
import { normaliseArguments } from "../../../src/server/contract/normalise-arguments.ts";
import type { ArgumentSchema } from "../../../src/server/contract/tool-definition.ts";

const schema: ArgumentSchema = {
  type: "object",
  properties: {
    id: { type: "string" },
    count: { type: "integer" },
    force: { type: "boolean" },
    names: { type: "array", items: { type: "string" } },
    lines: { type: "array", items: { type: "object", properties: { id: { type: "string" } } } },
    placeholders: { type: "object", properties: {}, additionalProperties: { type: "string" } },
    data: {
      type: "object",
      properties: {
        name: { type: "string" },
        code: { type: "string" },
        rate: { type: "number" },
        is_active: { type: "boolean" },
        policy: { type: "string", enum: ["a", "b"] },
        inner: { type: "object", properties: { ids: { type: "string" } } },
      },
      additionalProperties: true,
    },
    search: { type: "object", properties: { email: { type: "string" }, has_affiliate: { type: "boolean" } } },
    code: { type: "string" },
    img: { anyOf: [{ type: "string" }, { type: "object", additionalProperties: { type: "string" } }] },
  },
};

interface Case {
  readonly name: string;
  readonly given: Record<string, unknown>;
  readonly want: Record<string, unknown>;
}

/** Nulls at the top are dropped in both modes, so one table covers reads and writes. */
function run(cases: readonly Case[], keepsNulls = false): void {
  test.each(cases)("$name", ({ given, want }) => {
    expect(normaliseArguments(schema, given, keepsNulls)).toEqual(want);
  });
}

describe("an argument of type text", () => {
  run([
    { name: "a number becomes text", given: { id: 12345 }, want: { id: "12345" } },
    { name: "a decimal becomes text", given: { id: 12.5 }, want: { id: "12.5" } },
    {
      name: "the largest safe whole number becomes text",
      given: { id: 9_007_199_254_740_991 },
      want: { id: "9007199254740991" },
    },
    {
      name: "an unsafe integer stays, because its last digits are already lost",
      given: { id: 9_007_199_254_740_992 },
      want: { id: 9_007_199_254_740_992 },
    },
    { name: "a list of ids becomes the comma list", given: { id: [12345, "67890"] }, want: { id: "12345,67890" } },
    { name: "a list of one id becomes that id", given: { id: ["ABC-1_2"] }, want: { id: "ABC-1_2" } },
    {
      name: "a list deeper inside becomes a comma list too",
      given: { data: { inner: { ids: [1, 2] } } },
      want: { data: { inner: { ids: "1,2" } } },
    },
    {
      name: "a list with a comma inside an item stays, because it would become another list",
      given: { id: ["a,b", "c"] },
      want: { id: ["a,b", "c"] },
    },
    { name: "a list of sentences stays", given: { id: ["two words"] }, want: { id: ["two words"] } },
    { name: "an empty list stays", given: { id: [] }, want: { id: [] } },
    { name: "a flag stays", given: { id: true }, want: { id: true } },
    { name: "an empty text stays", given: { id: "" }, want: { id: "" } },
    { name: "text that looks like JSON stays", given: { id: '{"a":1}' }, want: { id: '{"a":1}' } },
    {
      name: "texts by free names take numbers as well",
      given: { placeholders: { seat: 7 } },
      want: { placeholders: { seat: "7" } },
    },
  ]);
});

describe("a boolean argument", () => {
  const words: [unknown, boolean][] = [
    ["true", true],
    ["TRUE", true],
    ["Y", true],
    ["y", true],
    ["yes", true],
    ["T", true],
    ["1", true],
    [1, true],
    [true, true],
    ["false", false],
    ["N", false],
    ["no", false],
    ["F", false],
    ["0", false],
    [0, false],
    [false, false],
  ];
  test.each(words)("%j becomes %s", (given, want) => {
    expect(normaliseArguments(schema, { force: given }, false)).toEqual({ force: want });
  });

  test.each([["maybe"], [""], ["ja"], [2], [-1], [["Y"]]])("%j stays and is left to the validation", (given) => {
    expect(normaliseArguments(schema, { force: given }, false)).toEqual({ force: given });
  });
});

describe("a number argument", () => {
  run([
    { name: "whole numeric text becomes a number", given: { count: "50" }, want: { count: 50 } },
    { name: "decimal text becomes a number", given: { data: { rate: "12.5" } }, want: { data: { rate: 12.5 } } },
    { name: "a sign is kept", given: { data: { rate: "-5" } }, want: { data: { rate: -5 } } },
    { name: "spaces around it are ignored", given: { count: " 7 " }, want: { count: 7 } },
    { name: "a German comma stays", given: { data: { rate: "12,5" } }, want: { data: { rate: "12,5" } } },
    {
      name: "a thousands separator stays",
      given: { data: { rate: "1.234,50" } },
      want: { data: { rate: "1.234,50" } },
    },
    { name: "a percent sign stays", given: { data: { rate: "10%" } }, want: { data: { rate: "10%" } } },
    { name: "an empty text stays", given: { count: "" }, want: { count: "" } },
    {
      name: "too many digits to be exact stay",
      given: { count: "12345678901234567890" },
      want: { count: "12345678901234567890" },
    },
  ]);
});

describe("an object or list argument", () => {
  run([
    {
      name: "JSON text becomes the object, and its inside is normalised",
      given: { data: '{"name":5,"is_active":"Y"}' },
      want: { data: { name: "5", is_active: true } },
    },
    {
      name: "JSON text becomes the list, and its items are normalised",
      given: { lines: '[{"id":1},{"id":2}]' },
      want: { lines: [{ id: "1" }, { id: "2" }] },
    },
    {
      name: "JSON text becomes the map, if a value or a map is possible",
      given: { img: '{"12345":7}' },
      want: { img: { 12345: "7" } },
    },
    { name: "a map of numbers becomes one of texts", given: { img: { 12345: 7 } }, want: { img: { 12345: "7" } } },
    { name: "a number where a value or a map is possible becomes text", given: { img: 7 }, want: { img: "7" } },
    { name: "text of digits stays, if a value or a map is possible", given: { img: "123" }, want: { img: "123" } },
    {
      name: "a list stays where a value or a map is possible: it could be either",
      given: { img: ["7"] },
      want: { img: ["7"] },
    },
    { name: "text in brackets stays, if a list is not possible", given: { img: "[1]" }, want: { img: "[1]" } },
    { name: "broken JSON text stays as it was given", given: { data: '{"name":' }, want: { data: '{"name":' } },
    { name: "a list instead of an object stays", given: { data: [1] }, want: { data: [1] } },
    { name: "text instead of a list stays", given: { names: "a" }, want: { names: "a" } },
    {
      name: "fields that an open object does not describe stay as they are",
      given: { data: { tag: 5, new_flag: "Y" } },
      want: { data: { tag: 5, new_flag: "Y" } },
    },
  ]);
});

describe("a wrapper that was left out", () => {
  run([
    {
      name: "fields of data move into it",
      given: { id: "1", name: "Kurs", rate: "10" },
      want: { id: "1", data: { name: "Kurs", rate: 10 } },
    },
    {
      name: "fields of search move into it",
      given: { email: "a@example.com", has_affiliate: "Y" },
      want: { search: { email: "a@example.com", has_affiliate: true } },
    },
    {
      name: "they are added to the members that are already in it",
      given: { name: "Kurs", data: { rate: 5 } },
      want: { data: { name: "Kurs", rate: 5 } },
    },
    {
      name: "they are added to a wrapper given as JSON text",
      given: { name: "Kurs", data: '{"rate":5}' },
      want: { data: { name: "Kurs", rate: 5 } },
    },
    {
      name: "a name that exists in both places stays where it was given",
      given: { code: "OLD", name: "Kurs" },
      want: { code: "OLD", data: { name: "Kurs" } },
    },
    {
      name: "a field given in both places stays outside, to be refused",
      given: { name: "one", data: { name: "two" } },
      want: { name: "one", data: { name: "two" } },
    },
    { name: "names that are unknown in both places stay outside", given: { nmae: "Kurs" }, want: { nmae: "Kurs" } },
    {
      name: "nothing is moved into a wrapper that is not an object",
      given: { name: "Kurs", data: "text" },
      want: { name: "Kurs", data: "text" },
    },
  ]);
});

describe("null in a call that overwrites nothing", () => {
  run([
    { name: "is not given, at the top", given: { id: null, count: 1 }, want: { count: 1 } },
    { name: "is not given, inside", given: { data: { name: null, rate: 1 } }, want: { data: { rate: 1 } } },
    { name: "is not given, inside list items", given: { lines: [{ id: null }] }, want: { lines: [{}] } },
  ]);
});

describe("null in a call that overwrites", () => {
  run(
    [
      { name: "is not given, at the top", given: { id: null, count: 1 }, want: { count: 1 } },
      {
        name: "stays inside, because it may mean clear",
        given: { data: { name: null } },
        want: { data: { name: null } },
      },
      {
        name: "is not given for a flag, a number or a choice, which cannot be cleared",
        given: { data: { rate: null, is_active: null, policy: null, "": null } },
        want: { data: { "": null } },
      },
      {
        name: "stays for an object, which may be meant to be emptied",
        given: { data: { inner: null } },
        want: { data: { inner: null } },
      },
      { name: "stays when it is moved inside", given: { name: null }, want: { data: { name: null } } },
    ],
    true,
  );
});

test("the arguments given are not changed", () => {
  const given = Object.freeze({ name: "Kurs", data: Object.freeze({ rate: "5" }) });
  expect(normaliseArguments(schema, given, false)).toEqual({ data: { name: "Kurs", rate: 5 } });
  expect(given).toEqual({ name: "Kurs", data: { rate: "5" } });
});
