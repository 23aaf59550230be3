import { newPaymentPlan } from "../catalogue/payment-plans.ts";
import { newSettings } from "../catalogue/product-settings.ts";
import { newVoucher } from "../catalogue/voucher-fields.ts";
import type {
  Account,
  ApprovalStatus,
  PaymentPlan,
  Product,
  ProductGroup,
  ProductType,
  SettingValue,
  Voucher,
} from "../kit/store.ts";
import { addMonths, DAY_MS, type Instant, parseLocalTime } from "../kit/time.ts";
import { productTexts } from "./product-texts.ts";

/** The minimum age of everything on sale. */
const SHOP_AGE_MONTHS = 20;

export const PRODUCT_TYPES: readonly ProductType[] = [
  { id: 38, name: "Online-Kurs", category: "digital" },
  { id: 45, name: "Mitgliederbereich", category: "digital" },
  { id: 52, name: "Buch", category: "shipping" },
  { id: 61, name: "Veranstaltung", category: "event" },
];

export function seedProductGroups({ startedAt }: Account): readonly ProductGroup[] {
  const made = { createdAt: startedAt, modifiedAt: startedAt };
  return [
    { id: 501, name: "Kurse", position: 10, isShownAsTab: "Y", ...made },
    { id: 502, name: "Mitgliedschaften", position: 20, isShownAsTab: "N", ...made },
  ];
}

/** The vendor whose shop this is. */
export function seedAccount(now: Instant): Account {
  return {
    userName: "musterhaus",
    roles: ["vendor", "affiliate"],
    currency: "EUR",
    language: "de",
    startedAt: Math.min(at("2024-08-01"), addMonths(now, -SHOP_AGE_MONTHS)),
  };
}

export function seedProducts(account: Account): readonly Product[] {
  const digital = { orderform_id: 3101, thankyou_url: "https://www.example.com/danke" };
  return [
    product(account, 12345, "2024-09-01 11:20:00", "approved", {
      ...digital,
      name_intern: "Zeitmanagement 2026",
      product_type_id: 38,
      product_group_id: 501,
      salespage_url: "https://www.example.com/zeitmanagement",
      image_id: "7001",
      affiliate_commission: "40.00",
    }),
    product(account, 67890, "2024-10-06 09:12:40", "approved", {
      ...digital,
      name_intern: "Fokus-Club",
      product_type_id: 45,
      product_group_id: 502,
      salespage_url: "https://www.example.com/fokus-club",
    }),
    product(account, 24680, "2024-11-20 14:45:09", "approved", {
      ...digital,
      name_intern: "Workbook",
      product_type_id: 52,
      salespage_url: "https://www.example.com/workbook",
      max_quantity: "5",
      units_left: "180",
    }),
    product(account, 13579, "2024-12-02 10:05:30", "approved", {
      ...digital,
      name_intern: "Praxistag 18.04.2026",
      product_type_id: 61,
      product_group_id: 501,
      salespage_url: "https://www.example.com/praxistag",
    }),
  ];
}

export function seedPaymentPlans(account: Account): readonly PaymentPlan[] {
  const monthly = { otherInterval: "1_month", isSwitchingAllowed: "Y" } as const;
  const yearly = {
    firstInterval: "12_month",
    otherInterval: "12_month",
    cancelPolicy: "12m_0",
    isSwitchingAllowed: "Y",
  } as const;
  return [
    plan(account, 90001, 12345, { firstCents: 19_900 }),
    plan(account, 90002, 12345, { firstCents: 6_900, otherCents: 6_900, installments: 3, position: 20 }),
    plan(account, 90003, 67890, { firstCents: 1_990, otherCents: 1_990, installments: 0, ...monthly }),
    plan(account, 90004, 24680, { firstCents: 2_990 }),
    plan(account, 90005, 13579, { firstCents: 14_900 }),
    plan(account, 90006, 12345, { firstCents: 14_900, otherCents: 14_900, installments: 0, ...yearly, position: 30 }),
  ];
}

/** LAUNCH10 is left out on purpose: creating it is the vendor's own example. */
export function seedVouchers(now: Instant): readonly Voucher[] {
  return [
    { ...newVoucher(4402, "GUTSCHEIN25"), firstCents: 2_500, upgradePolicy: "not_valid", isCountLimited: "Y" },
    { ...newVoucher(4403, "WILLKOMMEN15"), productIds: "12345", firstPercent: 15 },
    { ...newVoucher(4404, "SOMMER20"), firstPercent: 20, otherPercent: 20, expiresAt: now - 30 * DAY_MS },
  ];
}

function product(
  account: Account,
  id: number,
  created: string,
  status: ApprovalStatus,
  settings: Readonly<Record<string, SettingValue>>,
): Product {
  const createdAt = onSaleSince(account, created);
  const all = { ...newSettings(account), ...productTexts(id), ...settings };
  return { id, settings: all, approval: { 1: status }, createdAt, modifiedAt: createdAt };
}

function plan(account: Account, id: number, productId: number, terms: Partial<PaymentPlan>): PaymentPlan {
  return { ...newPaymentPlan(id, productId, onSaleSince(account, "2024-12-02 10:20:00")), ...terms };
}

/** If the clock is set back, nothing may be sold before it existed. */
function onSaleSince(account: Account, text: string): Instant {
  const usualStart = at("2024-08-01");
  return at(text) - (usualStart - Math.min(usualStart, account.startedAt));
}

function at(text: string): Instant {
  return parseLocalTime(text) ?? Number.NaN;
}
