import { expectTypeOf, test } from "vitest";
import type { ToolDefinition } from "../../../src/server/tool-definition.ts";

type VoucherInput = ToolDefinition<"/getVoucher", "get">["inputSchema"];
type ListInput = ToolDefinition<"/listCommissions", "get">["inputSchema"];

test("the compiler holds the required arguments of a tool against the description", () => {
  const properties = { code: { type: "string" } } as const;
  const complete = { type: "object", properties, required: ["code"], additionalProperties: false } as const;
  expectTypeOf(complete).toExtend<VoucherInput>();

  const { required: _required, ...missing } = complete;
  // @ts-expect-error A required argument is not named.
  missing satisfies VoucherInput;
  const empty = { ...complete, required: [] } as const;
  // @ts-expect-error A required argument is missing from the list.
  empty satisfies VoucherInput;
  const unknown = { ...complete, required: ["code", "name"] } as const;
  // @ts-expect-error The list names an argument that the description does not require.
  unknown satisfies VoucherInput;
});

test("no list of required arguments stands where the description requires none", () => {
  const list = ["from"] as const;
  // @ts-expect-error The description requires no argument of this function.
  list satisfies ListInput["required"];
});

test("the compiler holds an enum against the description", () => {
  type SortOrder = NonNullable<
    ToolDefinition<"/listPurchases", "get">["inputSchema"]["properties"]["sort_order"]["enum"]
  >;
  const known = ["asc", "desc"] as const;
  expectTypeOf(known).toExtend<SortOrder>();
  const unknown = ["asc", "sideways"] as const;
  // @ts-expect-error The description does not know this value.
  unknown satisfies SortOrder;
});
