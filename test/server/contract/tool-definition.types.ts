import type { ToolDefinition } from "../../../src/server/contract/tool-definition.ts";

/**
 * Tests the type that generated modules have to satisfy. The compiler is the test: `npm run typecheck` fails if one of
 * these errors no longer occurs.
 */
type VoucherInput = ToolDefinition<"/getVoucher", "get">["inputSchema"];
type NewVoucherInput = ToolDefinition<"/createVoucher", "post">["inputSchema"];
type PurchasesInput = ToolDefinition<"/listPurchases", "get">["inputSchema"];

const code = { code: { type: "string" } } as const;
const head = { type: "object", additionalProperties: false } as const;

export const complete = { ...head, properties: code, required: ["code"] } as const satisfies VoucherInput;
// @ts-expect-error The required argument is not named.
export const withoutRequired = { ...head, properties: code } as const satisfies VoucherInput;
// @ts-expect-error The list lacks the required argument.
export const withEmptyRequired = { ...head, properties: code, required: [] } as const satisfies VoucherInput;
const more = ["code", "name"] as const;
// @ts-expect-error The list names an argument that is not required.
export const withMoreRequired = { ...head, properties: code, required: more } as const satisfies VoucherInput;
const other = { data: { type: "string" } } as const;
// @ts-expect-error The query has no such argument.
export const withOtherName = { ...head, properties: other, required: ["code"] } as const satisfies VoucherInput;
// @ts-expect-error No argument of this function is required.
export const superfluousRequired = ["from"] as const satisfies PurchasesInput["required"];

type SortOrder = PurchasesInput["properties"]["sort_order"];
export const knownValues = { type: "string", enum: ["asc", "desc"] } as const satisfies SortOrder;
// @ts-expect-error The description does not know this value.
export const unknownValue = { type: "string", enum: ["asc", "sideways"] } as const satisfies SortOrder;
// @ts-expect-error The description lists the values.
export const anyValue = { type: "string" } as const satisfies SortOrder;

type Policy = NonNullable<NewVoucherInput["properties"]["data"]["properties"]>["upgrade_policy"];
// @ts-expect-error The description does not know this value, inside an object either.
export const unknownInside = { type: "string", enum: ["never"] } as const satisfies Policy;
