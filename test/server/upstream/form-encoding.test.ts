import { describe, expect, test } from "vitest";
import { type Arguments, encodeForm } from "../../../src/server/upstream/form-encoding.ts";
import { parseForm } from "../../support/upstream.ts";

interface Case {
  readonly name: string;
  readonly given: Arguments;
  /** The form as in the body, but with brackets and text decoded. */
  readonly form: string;
  /** The same as parsed by PHP, where every value is text. */
  readonly parsed: Record<string, unknown>;
}

const structures: Case[] = [
  {
    name: "plain arguments keep their names",
    given: { product_id: 12345, sort_by: "name" },
    form: "product_id=12345&sort_by=name",
    parsed: { product_id: "12345", sort_by: "name" },
  },
  {
    name: "an object gets one bracket per level, to depth 5",
    given: { a: { b: { c: { d: { e: "deep" } } } } },
    form: "a[b][c][d][e]=deep",
    parsed: { a: { b: { c: { d: { e: "deep" } } } } },
  },
  {
    name: "an array of objects is numbered from 0",
    given: { addons: [{ product_id: "12345", first_amount: 9.5 }, { product_id: "67890" }] },
    form: "addons[0][product_id]=12345&addons[0][first_amount]=9.5&addons[1][product_id]=67890",
    parsed: { addons: [{ product_id: "12345", first_amount: "9.5" }, { product_id: "67890" }] },
  },
  {
    name: "an array of values inside an object is numbered too",
    given: { settings: { pay_methods: ["paypal", "klarna"] } },
    form: "settings[pay_methods][0]=paypal&settings[pay_methods][1]=klarna",
    parsed: { settings: { pay_methods: ["paypal", "klarna"] } },
  },
  {
    name: "objects inside arrays inside objects keep every level",
    given: { data: { steps: [{ offers: [{ id: 1 }, { id: 2 }] }] } },
    form: "data[steps][0][offers][0][id]=1&data[steps][0][offers][1][id]=2",
    parsed: { data: { steps: [{ offers: [{ id: "1" }, { id: "2" }] }] } },
  },
  {
    name: "flags are Y and N at every level",
    given: { force: true, data: { is_active: false, list: [true, false] } },
    form: "force=Y&data[is_active]=N&data[list][0]=Y&data[list][1]=N",
    parsed: { force: "Y", data: { is_active: "N", list: ["Y", "N"] } },
  },
  {
    name: "an empty text is sent, because it clears a field",
    given: { code: "A", data: { expires_at: "" } },
    form: "code=A&data[expires_at]=",
    parsed: { code: "A", data: { expires_at: "" } },
  },
  {
    name: "null and undefined are left out at every level",
    given: { a: null, b: undefined, c: { d: null, e: undefined, f: 0 } },
    form: "c[f]=0",
    parsed: { c: { f: "0" } },
  },
  { name: "empty lists and objects send nothing", given: { a: [], b: {}, c: { d: [], e: {} } }, form: "", parsed: {} },
  { name: "no arguments are an empty body", given: {}, form: "", parsed: {} },
];

describe("the structure of arguments", () => {
  test.each(structures)("$name", ({ given, form, parsed }) => {
    const body = encodeForm(given);
    expect(decodeURIComponent(body)).toBe(form);
    expect(parseForm(body)).toEqual(parsed);
  });

  test("brackets are percent-encoded, byte for byte", () => {
    expect(encodeForm({ data: { name_de: "Kurs" } })).toBe("data%5Bname_de%5D=Kurs");
  });
});

const texts: { name: string; text: string; encoded: string }[] = [
  { name: "umlauts", text: "Müßiggänger", encoded: "M%C3%BC%C3%9Figg%C3%A4nger" },
  { name: "an ampersand", text: "a&b=c", encoded: "a%26b%3Dc" },
  { name: "a plus sign", text: "a+b", encoded: "a%2Bb" },
  { name: "a space", text: "a b", encoded: "a+b" },
  { name: "a percent sign", text: "10 %", encoded: "10+%25" },
  { name: "an emoji", text: "🎉", encoded: "%F0%9F%8E%89" },
  { name: "a newline", text: "a\nb", encoded: "a%0Ab" },
  { name: "brackets", text: "[0]", encoded: "%5B0%5D" },
  { name: "markup", text: "<b>", encoded: "%3Cb%3E" },
];

test.each(texts)("$name in a text arrives unchanged", ({ text, encoded }) => {
  const body = encodeForm({ text });
  expect(body).toBe(`text=${encoded}`);
  expect(parseForm(body)).toEqual({ text });
});

const numbers: { number: number; text: string }[] = [
  { number: 89.99, text: "89.99" },
  { number: 0.1, text: "0.1" },
  { number: 10, text: "10" },
  { number: 0, text: "0" },
  { number: -5, text: "-5" },
  { number: 1e21, text: "1000000000000000000000" },
  { number: 1e-7, text: "0.0000001" },
  { number: -2.5e-7, text: "-0.00000025" },
];

test.each(numbers)("the number $number is written as the decimal $text", ({ number, text }) => {
  expect(encodeForm({ amount: number })).toBe(`amount=${text}`);
});

test("a body of a megabyte of nested items arrives completely", () => {
  const items = Array.from({ length: 1000 }, (_, index) => ({ id: String(index), text: "ä".repeat(200) }));
  const body = encodeForm({ data: { items } });
  expect(body.length).toBeGreaterThan(1_000_000);
  expect(parseForm(body)).toEqual({ data: { items } });
});
