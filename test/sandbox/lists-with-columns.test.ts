import { beforeAll, expect, test } from "vitest";
import { recordsOf } from "../../src/server/call/records.ts";
import type { JsonObject } from "../../src/server/contract/normalise-arguments.ts";
import { tools } from "../support/generated-tools.ts";
import { openSandbox, type WireArguments } from "./sandbox-client.ts";

/** The size of an item, in bytes on average, above which a list shows columns. */
const MAX_BYTES_WITHOUT_COLUMNS = 400;

const { data } = openSandbox();
const lists = tools.filter(({ isList }) => isList);
/** Lists that need an argument. */
const needed = new Map<string, WireArguments>([
  ["listConversionTools", { type: "trust_badges,countdowns,socialproof_bubbles,socialproof_boxes,smartupgrade" }],
  ["listImages", { usage_type: "product" }],
  ["listPaymentPlans", { product_id: "12345" }],
]);

beforeAll(async () => {
  const { purchase_list } = await data("listPurchases", { from: "start" });
  const [{ id, buyer }] = purchase_list;
  needed.set("listInvoices", { purchase_id: id }).set("listPurchasesOfEmail", { email: buyer.email });
});

test("every function with the name of a list is one, except for the names of countries", () => {
  const named = tools.filter(({ functionName }) => functionName.startsWith("list"));
  expect(named.filter(({ isList }) => !isList).map(({ functionName }) => functionName)).toEqual(["listCountries"]);
});

test.each(lists)(
  "$functionName shows columns if its items are long",
  async ({ functionName, columns, inputSchema }) => {
    const everything = "from" in inputSchema.properties ? { from: "start" } : {};
    const answer: unknown = await data(functionName, { ...everything, ...needed.get(functionName) });
    const items = recordsOf(Array.isArray(answer) ? { items: answer } : (answer as JsonObject), true);
    expect(items.length).toBeGreaterThan(0);
    const bytes = items.reduce((sum, item) => sum + Buffer.byteLength(JSON.stringify(item)), 0) / items.length;
    expect({ bytes, hasColumns: columns.length > 0 || bytes <= MAX_BYTES_WITHOUT_COLUMNS }).toEqual({
      bytes,
      hasColumns: true,
    });
  },
);
