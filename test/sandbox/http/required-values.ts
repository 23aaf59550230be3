import type { AnyToolDefinition, ArgumentSchema } from "../../../src/server/contract/tool-definition.ts";
import { KEY_WISH, type WireArguments } from "../sandbox-client.ts";

/** Values that exist in the shop. Everything else takes a value of its type. */
const KNOWN_VALUES: WireArguments = {
  product_id: "67890",
  product_group_id: "501",
  paymentplan_id: "90001",
  purchase_id: "K7M2QX9A",
  purchase_ids: "K7M2QX9A",
  code: "WILLKOMMEN15",
  currency: "EUR",
  email: "erika.beispiel@example.com",
  eticket_id: "20260418000000000017",
  delivery_id: "610001",
  license_key: "MUSTER-0000-1111-2222",
  buyer_id: "880001",
  service_proof_id: "9101",
  login_url: "https://www.example.com/login",
  affiliate: "partnerin24",
  affiliate_id: "partnerin24",
  referrer_id: "netzwerker7",
  image_id: "7001",
  "image-url": "https://files.example.com/cover.png",
  usage_type: "product",
  policy_id: "1501",
  orderform_id: "3101",
  entry_id: "3301",
  to_product_id: "67890",
  upgrade_id: "7301",
  smartupgrade_id: "8101",
};

/** Arguments that a function needs beyond the known values, such as a free code. */
const OWN_VALUES: Readonly<Record<string, WireArguments>> = {
  createVoucher: { "data[code]": "NEU10" },
  refundTransaction: { transaction_id: "55000001" },
  reportFraud: { transaction_id: "55000001" },
  statsAffiliateToplist: { from: "2025-04", to: "2026-03" },
  stopRebilling: { purchase_id: "P4W8ZT3B" },
  startRebilling: { purchase_id: "P4W8ZT3B" },
  createEticket: { location_id: "31", template_id: "12", date: "2026-04-18" },
  updateAffiliateCommission: { product_ids: "12345" },
  listConversionTools: { type: "smartupgrade" },
  ipnSetup: { ipn_url: "https://shop.example.com/ipn", product_ids: "all" },
  deleteBuyUrl: { id: "250001" },
  updateUpsells: { "data[y]": "12345" },
  createRebillingPayment: { purchase_id: "P4W8ZT3B" },
  addBalanceToPurchase: { purchase_id: "P4W8ZT3B" },
  createAddonChangePurchase: { purchase_id: "P4W8ZT3B" },
  requestApiKey: KEY_WISH,
};

/** The least that a call of a function needs, by the names on the wire. */
export function requiredArguments({ functionName, inputSchema }: AnyToolDefinition): WireArguments {
  const args: Record<string, string> = {};
  for (const name of inputSchema.required ?? []) {
    fill(args, name, name, inputSchema.properties[name] ?? {});
  }
  return { ...args, ...OWN_VALUES[functionName] };
}

function fill(args: Record<string, string>, wireName: string, name: string, schema: ArgumentSchema): void {
  if (schema.type === "array") {
    fill(args, `${wireName}[0]`, name, schema.items ?? {});
    return;
  }
  if (schema.type !== "object") {
    args[wireName] = KNOWN_VALUES[name] ?? schema.enum?.[0] ?? (schema.type === "boolean" ? "Y" : "1");
    return;
  }
  const inner = schema.required ?? Object.keys(schema.properties ?? {}).slice(0, 1);
  for (const property of inner.length > 0 ? inner : ["y"]) {
    fill(args, `${wireName}[${property}]`, property, schema.properties?.[property] ?? {});
  }
}
