import { expect, test } from "vitest";
import { chooseFields } from "../../../src/server/call/choose-fields.ts";

const orders = [
  { id: "A", amount: "9.00", buyer: { email: "a@example.com", address: { city: "Kiel" } }, note: null },
  { id: "B", amount: "5.00", buyer: { email: "b@example.com", address: { city: "Ulm" } }, voucher: "X" },
];

const cases: { name: string; data: unknown; fields: string[]; want: unknown; unknown: string[] }[] = [
  {
    name: "items of a bare list keep the named fields only",
    data: orders,
    fields: ["id", "amount"],
    want: [
      { id: "A", amount: "9.00" },
      { id: "B", amount: "5.00" },
    ],
    unknown: [],
  },
  {
    name: "items of a list inside data are reduced, paging next to it stays",
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
    name: "dotted names reach inside, at any depth, and share their parent",
    data: orders,
    fields: ["buyer.email", "buyer.address.city"],
    want: [
      { buyer: { email: "a@example.com", address: { city: "Kiel" } } },
      { buyer: { email: "b@example.com", address: { city: "Ulm" } } },
    ],
    unknown: [],
  },
  {
    name: "a field that only some items have is not reported as unknown",
    data: orders,
    fields: ["id", "voucher"],
    want: [{ id: "A" }, { id: "B", voucher: "X" }],
    unknown: [],
  },
  {
    name: "a field that is null is found",
    data: orders,
    fields: ["note"],
    want: [{ note: null }, {}],
    unknown: [],
  },
  {
    name: "names that no item has are reported, including dotted ones",
    data: orders,
    fields: ["id", "emial", "buyer.phone", "amount.cents"],
    want: [{ id: "A" }, { id: "B" }],
    unknown: ["emial", "buyer.phone", "amount.cents"],
  },
  {
    name: "names that every JavaScript object inherits are not fields",
    data: [{ id: "A" }],
    fields: ["id", "constructor", "toString"],
    want: [{ id: "A" }],
    unknown: ["constructor", "toString"],
  },
  {
    name: "an empty list says nothing about the names",
    data: { purchase_list: [] },
    fields: ["emial"],
    want: { purchase_list: [] },
    unknown: [],
  },
  { name: "items that are plain values stay", data: ["EUR", "USD"], fields: ["id"], want: ["EUR", "USD"], unknown: [] },
  {
    name: "an answer without a list stays",
    data: { DE: "Germany" },
    fields: ["id"],
    want: { DE: "Germany" },
    unknown: [],
  },
  { name: "an empty answer stays", data: null, fields: ["id"], want: null, unknown: [] },
];

test.each(cases)("$name", ({ data, fields, want, unknown }) => {
  expect(chooseFields(data, fields)).toEqual({ data: want, unknown });
});
