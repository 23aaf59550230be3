import { describe, expect, test } from "vitest";
import { answerFields } from "../../src/generated/answer-fields.ts";
import { tools } from "../support/generated-tools.ts";

const RECORD = "[].";
/** Ids, names, amounts with currency, dates and states: most questions are about these, and other functions take them. */
const NEEDED =
  /^([a-z_]+[._])*(ids?|name|email|code|amount|price|currency|status|date|day|at|from|to|role|is_active|is_blocked|is_test_order|order_type|transaction_type)$/;
/** Reviewed: details of one item, or the other half of a pair of which one is shown. */
const LEFT_OUT: readonly string[] = [
  "listBuyers address_id",
  "listBuyers street_name",
  "listDeliveries buyer_address_id",
  "listDeliveries delivery_address.country_name",
  "listDeliveries delivery_address.email",
  "listDeliveries delivery_address.tax_id",
  "listDeliveries is_shippment_by_reseller_id",
  "listDeliveries product_type_id",
  "listDeliveries product_type_name",
  "listDeliveries tracking.delivery_id",
  "listDeliveries tracking.expect_delivery_at",
  "listDeliveries tracking.ipn_config_id",
  "listDeliveries variant_id",
  "listMarketplaceEntries product_category_id",
  "listMarketplaceEntries stats_updated_at",
  "listPayouts affiliate_vat_amount",
  "listPayouts fee_vat_amount",
  "listPayouts vendor_vat_amount",
  "listProducts approval_status_list.reseller_name",
  "listProducts social_proof_id",
  "listPurchases affiliate_amount",
  "listPurchases click_id",
  "listPurchases items.amount",
  "listPurchases items.id",
  "listPurchases items.product_name",
  "listPurchases shipping_amount",
  "listPurchases sub_ids",
  "listPurchases vat_amount",
  "listPurchases vendor_amount",
  ...["statsDailyAmounts", "statsSales"].flatMap((name) => [
    `${name} affiliate_brutto_amount`,
    `${name} affiliate_netto_amount`,
    `${name} other_brutto_amount`,
    `${name} other_netto_amount`,
    `${name} total_brutto_amount`,
    `${name} total_netto_amount`,
    `${name} total_share_amount`,
  ]),
];

describe.each(tools.filter(({ columns }) => columns.length > 0))("$functionName shows columns", (tool) => {
  const described = (answerFields[tool.functionName] ?? [])
    .map(([path]) => path)
    .filter((path) => path.includes(RECORD))
    .map((path) => path.slice(path.indexOf(RECORD) + RECORD.length).replaceAll("[]", ""));

  test("that the described answer has", () => {
    expect(tool.columns.filter((column) => !described.includes(column))).toEqual([]);
  });

  test("with every id, name, amount, currency, date and state", () => {
    const isShown = (name: string) => tool.columns.some((column) => name === column || name.startsWith(`${column}.`));
    const missing = described.filter((name) => NEEDED.test(name) && !isShown(name));
    const expected = LEFT_OUT.filter((entry) => entry.startsWith(`${tool.functionName} `));
    expect(missing.map((name) => `${tool.functionName} ${name}`).sort()).toEqual([...expected].sort());
  });

  test("with the payout of each role, where it sums up earnings", () => {
    const shares = described.filter((name) => /^(vendor|affiliate|other)_share_amount$/.test(name));
    expect(shares.filter((name) => !tool.columns.includes(name))).toEqual([]);
  });

  test("that its schema names", () => {
    const { description } = tool.inputSchema.properties["_fields"] ?? {};
    expect(description).toBe(`Default ${tool.columns.join(",")}; * for all`);
  });
});
