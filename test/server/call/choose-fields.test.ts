import { expect, test } from "vitest";
import { chooseFields } from "../../../src/server/call/choose-fields.ts";

const orders = [
  { id: "A", amount: "9.00", buyer: { email: "a@example.com", address: { city: "Kiel" } }, note: null },
  { id: "B", amount: "5.00", buyer: { email: "b@example.com", address: { city: "Ulm" } }, voucher: "X" },
];
const carts = [
  { id: "A", items: [{ name: "Course", quantity: 1, files: [{ url: "u1" }] }, { name: "Book" }] },
  { id: "B", items: [] },
];
const shortCarts = [{ items: [{ quantity: 1 }, {}] }, { items: [] }];
const inEuros = { amounts: { EUR: [{ day: "2026-01-01", net: "1.00" }], USD: [{ day: "2026-01-02", net: "2.00" }] } };

interface Case {
  readonly name: string;
  readonly data: Record<string, unknown>;
  readonly isList?: boolean;
  readonly fields: readonly string[];
  readonly want: unknown;
  readonly unknown: readonly string[];
}

const cases: Case[] = [
  {
    name: "items of a list keep the named fields only",
    data: { items: orders },
    fields: ["id", "amount"],
    want: {
      items: [
        { id: "A", amount: "9.00" },
        { id: "B", amount: "5.00" },
      ],
    },
    unknown: [],
  },
  {
    name: "items of a list inside data are reduced, and the paging next to it stays",
    data: { page_no: 1, summary: { count: 2 }, purchase_list: orders },
    fields: ["id"],
    want: { page_no: 1, summary: { count: 2 }, purchase_list: [{ id: "A" }, { id: "B" }] },
    unknown: [],
  },
  {
    name: "every list inside data is reduced",
    data: { by_me: [{ id: 1, x: 1 }], to_me: [{ id: 2, x: 1 }] },
    fields: ["id"],
    want: { by_me: [{ id: 1 }], to_me: [{ id: 2 }] },
    unknown: [],
  },
  {
    name: "lists in an object by currency are reduced",
    data: inEuros,
    fields: ["net"],
    want: { amounts: { EUR: [{ net: "1.00" }], USD: [{ net: "2.00" }] } },
    unknown: [],
  },
  {
    name: "the reference's name of such a field is the same",
    data: inEuros,
    fields: ["amounts.<key>[].net", "amounts.USD.day"],
    want: { amounts: { EUR: [{ net: "1.00" }], USD: [{ net: "2.00", day: "2026-01-02" }] } },
    unknown: [],
  },
  {
    name: "dotted names reach inside, at any depth, and share their parent",
    data: { items: orders },
    fields: ["buyer.email", "buyer.address.city"],
    want: {
      items: [
        { buyer: { email: "a@example.com", address: { city: "Kiel" } } },
        { buyer: { email: "b@example.com", address: { city: "Ulm" } } },
      ],
    },
    unknown: [],
  },
  ...["items.quantity", "items[].quantity", "purchase_list[].items[].quantity", "purchase_list.items.quantity"].map(
    (field): Case => ({
      name: `${field} passes through lists`,
      data: { purchase_list: carts },
      fields: [field],
      want: { purchase_list: shortCarts },
      unknown: [],
    }),
  ),
  {
    name: "a name passes through several lists",
    data: { purchase_list: carts },
    fields: ["items.files.url"],
    want: { purchase_list: [{ items: [{ files: [{ url: "u1" }] }, {}] }, { items: [] }] },
    unknown: [],
  },
  {
    name: "the fields of a list inside an item are joined item by item",
    data: { purchase_list: carts },
    fields: ["items.quantity", "id", "items.name"],
    want: {
      purchase_list: [
        { items: [{ quantity: 1, name: "Course" }, { name: "Book" }], id: "A" },
        { items: [], id: "B" },
      ],
    },
    unknown: [],
  },
  {
    name: "a list with the same name as one inside its items keeps the fields of both",
    data: { items: [{ id: "A", items: [{ id: 1, x: 1 }], x: 1 }] },
    fields: ["items.id"],
    want: { items: [{ id: "A", items: [{ id: 1 }] }] },
    unknown: [],
  },
  {
    name: "a whole object contains the fields named inside it",
    data: { items: [{ id: "A", buyer: { id: 1, name: "E" } }] },
    fields: ["buyer", "buyer.id"],
    want: { items: [{ buyer: { id: 1, name: "E" } }] },
    unknown: [],
  },
  {
    name: "a field that only some items have is not reported as unknown",
    data: { items: orders },
    fields: ["id", "voucher"],
    want: { items: [{ id: "A" }, { id: "B", voucher: "X" }] },
    unknown: [],
  },
  {
    name: "a field that is null is found",
    data: { items: orders },
    fields: ["note"],
    want: { items: [{ note: null }, {}] },
    unknown: [],
  },
  {
    name: "names that no item has are reported, including dotted ones",
    data: { items: orders },
    fields: ["id", "emial", "buyer.phone", "amount.cents"],
    want: { items: [{ id: "A" }, { id: "B" }] },
    unknown: ["emial", "buyer.phone", "amount.cents"],
  },
  {
    name: "names that every JavaScript object inherits are not fields",
    data: { items: [{ id: "A" }] },
    fields: ["id", "constructor", "toString", "__proto__"],
    want: { items: [{ id: "A" }] },
    unknown: ["constructor", "toString", "__proto__"],
  },
  {
    name: "an empty list says nothing about the names",
    data: { purchase_list: [] },
    fields: ["emial"],
    want: { purchase_list: [] },
    unknown: [],
  },
  {
    name: "items that are plain values stay",
    data: { items: ["EUR", "USD"] },
    fields: ["id"],
    want: { items: ["EUR", "USD"] },
    unknown: [],
  },
  {
    name: "one record keeps the named fields, also inside its lists",
    data: { id: "A", amount: "9.00", items: [{ name: "Course", quantity: 1 }] },
    isList: false,
    fields: ["id", "items.name"],
    want: { id: "A", items: [{ name: "Course" }] },
    unknown: [],
  },
  {
    name: "records by id keep the named fields each",
    data: { A: { id: "A", amount: "9.00" }, B: { id: "B", amount: "5.00" } },
    isList: false,
    fields: ["amount"],
    want: { A: { amount: "9.00" }, B: { amount: "5.00" } },
    unknown: [],
  },
  {
    name: "a record in an object of its own keeps the named fields, from the top too",
    data: { product: { id: 1, name: "Course", text: "…" } },
    isList: false,
    fields: ["id", "product.name"],
    want: { product: { id: 1, name: "Course" } },
    unknown: [],
  },
  {
    name: "a record that has none of the fields is empty",
    data: { id: "A" },
    isList: false,
    fields: ["emial"],
    want: {},
    unknown: ["emial"],
  },
];

test.each(cases)("$name", ({ data, fields, want, unknown, isList = true }) => {
  expect(chooseFields(data, fields, isList)).toEqual({ data: want, unknown });
});

test("an own member called __proto__ is shown as data", () => {
  const data = JSON.parse('{"items":[{"id":1,"__proto__":{"x":1}}]}');
  const chosen = chooseFields(data, ["__proto__"], true).data;
  expect(JSON.stringify(chosen)).toBe('{"items":[{"__proto__":{"x":1}}]}');
});
