import type { Account } from "../kit/store.ts";
import { asOneOf, type Form, groupOf, textOf } from "../wire/arguments.ts";
import type { Call } from "../wire/call.ts";
import type { ApprovalStatus, SettingValue } from "../wire/values.ts";
import { settingKind } from "./product-fields.ts";

const RESELLER_IDS = ["1", "2", "3", "4"] as const;

/** The default settings of a product. */
export function newSettings({ language, currency }: Account): Readonly<Record<string, SettingValue>> {
  return {
    name_intern: "",
    note: "",
    language,
    product_type_id: null,
    product_group_id: null,
    is_active: "Y",
    currency,
    buyer_type: "consumer",
    salespage_url: "",
    thankyou_url: "",
    orderform_id: null,
    image_id: "",
    affiliate_commission: "0.00",
    is_affiliation_auto_accepted: "N",
    pay_methods: "paypal,creditcard,elv,banktransfer",
    max_quantity: "1",
    units_left: "infinite",
    stop_sales_at: null,
  };
}

/** The settings in the call's `data[...]`. Like the API, ignores unknown names silently. */
export function readSettings({ args, clock }: Call, current: Readonly<Record<string, SettingValue>>) {
  const data = groupOf(args, "data") ?? {};
  const language = textOf(data, "language") ?? String(current["language"]);
  const settings: Record<string, SettingValue> = {};
  for (const wireName of Object.keys(data)) {
    const name = settingName(wireName, language);
    const kind = settingKind(name);
    const text = textOf(data, wireName)?.trim();
    if (kind !== undefined && text !== undefined) {
      settings[name] = text === "" ? kind.cleared : kind.read({ name: `data[${wireName}]`, text }, clock);
    }
  }
  return settings;
}

/** Other spellings: the vendor's own clients send two names without a language, and its description misspells one. */
function settingName(wireName: string, language: string): string {
  if (wireName === "name" || wireName === "description") {
    return `${wireName}_${language}`;
  }
  return wireName === "affiliate_commision" ? "affiliate_commission" : wireName;
}

/**
 * `data[approval_status]`: one status for all resellers asked so far, `RESELLER:STATUS`, or one per reseller in brackets. [S42]
 */
export function readApproval(args: Form, resellerIds: readonly string[]): Readonly<Record<string, ApprovalStatus>> {
  const data = groupOf(args, "data") ?? {};
  const asStatus = asOneOf(["new", "pending"]);
  const name = "data[approval_status]";
  const group = groupOf(data, "approval_status");
  if (group !== undefined) {
    const known = RESELLER_IDS.filter((id) => textOf(group, id) !== undefined);
    return Object.fromEntries(
      known.map((id) => [id, asStatus({ name: `${name}[${id}]`, text: textOf(group, id) ?? "" })]),
    );
  }
  const text = textOf(data, "approval_status") ?? "";
  const [, reseller, status = text] = /^([1-4]):(.+)$/.exec(text) ?? [];
  if (status === "") {
    return {};
  }
  const value = asStatus({ name, text: status });
  return Object.fromEntries((reseller === undefined ? resellerIds : [reseller]).map((id) => [id, value]));
}
