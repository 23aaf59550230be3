import { shortenText } from "../../server/kit/shorten-text.ts";
import { toAmount } from "../kit/money.ts";
import { formatTime } from "../kit/time.ts";
import type { Argument } from "../wire/argument.ts";
import {
  asCents,
  asCount,
  asCurrency,
  asFlag,
  asList,
  asOneOf,
  asPercent,
  asText,
  asTextUpTo,
} from "../wire/arguments.ts";
import { asPublicAddress, MAX_ADDRESS_CHARS } from "../wire/public-address.ts";
import { asTime, type Clock } from "../wire/time-arguments.ts";
import type { SettingValue } from "../wire/values.ts";

type ReadSetting = (argument: Argument, clock: Clock) => SettingValue;

interface SettingKind {
  readonly read: ReadSetting;
  /** The value for an empty text and for a new product. */
  readonly cleared: SettingValue;
}

const MAX_NAME_CHARS = 63;
const MAX_NOTE_CHARS = 47;

const FLAG: SettingKind = { read: asFlag, cleared: "N" };
const TEXT: SettingKind = { read: asText, cleared: "" };
const NAME: SettingKind = { read: asTextUpTo(MAX_NAME_CHARS), cleared: "" };
const ADDRESS: SettingKind = { read: asTextUpTo(MAX_ADDRESS_CHARS), cleared: "" };
const PUBLIC_ADDRESS: SettingKind = { read: asPublicAddress, cleared: "" };
const PERCENT: SettingKind = { read: (argument) => asPercent(argument).toFixed(2), cleared: "0.00" };
const AMOUNT: SettingKind = { read: (argument) => toAmount(asCents(argument)), cleared: "0.00" };
const COUNT: SettingKind = { read: (argument) => String(asCount(argument)), cleared: "" };
const ID: SettingKind = { read: asCount, cleared: null };
const TIME: SettingKind = { read: (argument, clock) => formatTime(asTime(argument, clock)), cleared: null };
const CURRENCIES: SettingKind = { read: asCurrencies, cleared: "EUR" };
/** The API truncates a longer note silently. */
const NOTE: SettingKind = { read: ({ text }) => shortenText(text, MAX_NOTE_CHARS, ""), cleared: "" };
const BUYER_TYPE: SettingKind = { read: asOneOf(["consumer", "business"]), cleared: "consumer" };

/** Written by hand, so that a wrong name in our description is noticed: it would be ignored here, as in the API. */
const NAMES_OF_KIND: readonly (readonly [SettingKind, string])[] = [
  [NAME, "name_intern"],
  [NOTE, "note"],
  [BUYER_TYPE, "buyer_type"],
  [CURRENCIES, "currency"],
  [ID, "product_type_id product_group_id orderform_id social_proof_id"],
  [TIME, "stop_sales_at service_date"],
  [PERCENT, "affiliate_commission community_share"],
  [AMOUNT, "affiliate_commission_fix"],
  [COUNT, "max_quantity default_quantity"],
  [ADDRESS, "salespage_url upsell_salespage_url image_url"],
  [PUBLIC_ADDRESS, "thankyou_url upsell_thankyou_page_url upsell_freeflow_thankyou_url"],
  [TEXT, "language country image_id pay_methods support_note_html service_interval affiliate_commission_cur"],
  [TEXT, "encrypt_order_data_of_thankyou_page_url encrypt_order_data_of_upsell_thankyou_page_url notify_addons_for"],
  [TEXT, "notify_payment_emails notify_refund_emails notify_chargeback_emails notify_missed_payment_emails"],
  [TEXT, "notify_rebilling_start_stop_emails notify_rebilling_payment_emails notify_affiliate_emails"],
  [FLAG, "is_active use_community is_affiliation_auto_accepted is_address_input_mandatory has_addr_salutation"],
  [FLAG, "is_phone_no_input_shown is_phone_no_mandatory is_title_input_shown do_ask_for_company_by_default"],
  [FLAG, "is_vat_shown is_optin_checkbox_shown is_voucher_input_hidden is_name_shown_on_bank_statement"],
  [FLAG, "is_search_engine_allowed add_order_data_to_thankyou_page_url add_order_data_to_upsell_sales_page_url"],
  [FLAG, "add_order_data_to_upsell_thankyou_page_url redirect_to_custom_upsell_thankyou_page"],
  [FLAG, "is_addon_thankyou_url_enabled is_free_upsell_started is_free_upsell_enabled is_free_upsell_stopped"],
  [FLAG, "is_upsell_double_purchase_prevented"],
];

const KIND_OF_NAME: ReadonlyMap<string, SettingKind> = new Map(
  NAMES_OF_KIND.flatMap(([kind, names]) => names.split(" ").map((name) => [name, kind] as const)),
);

const TEXT_IN_LANGUAGE =
  /^(name|description|description_thankyou_page|access_instructions|optin_text)_(de|en|es|fr|pt|pl|it|nl|sl)$/;

/** How a field of a product is read; undefined for an unknown name. */
export function settingKind(name: string): SettingKind | undefined {
  const [, text] = TEXT_IN_LANGUAGE.exec(name) ?? [];
  if (text !== undefined) {
    return text === "name" ? NAME : TEXT;
  }
  return KIND_OF_NAME.get(name);
}

function asCurrencies(argument: Argument): string {
  return asList(argument)
    .map((text) => asCurrency({ name: argument.name, text }))
    .join(",");
}
