import { numbered } from "../kit/numbered.ts";
import { defineSlice } from "../kit/slice.ts";
import type { Account } from "../kit/store.ts";
import type { Instant } from "../kit/time.ts";
import type { ApprovalStatus, SettingValue } from "../wire/values.ts";
import { newSettings } from "./product-settings.ts";
import { productTexts } from "./product-texts.ts";
import { onSaleSince } from "./shop-start.ts";

export interface Product {
  readonly id: number;
  /** By the API's own field names. */
  readonly settings: Readonly<Record<string, SettingValue>>;
  /** By the id of the reseller. */
  readonly approval: Readonly<Record<string, ApprovalStatus>>;
  readonly createdAt: Instant;
  readonly modifiedAt: Instant;
}

const FIRST_NEW_ID = 12390;

export const products = defineSlice(({ account }) => numbered(seedProducts(account), FIRST_NEW_ID));

function seedProducts(account: Account): readonly Product[] {
  const digital = { orderform_id: 3101, thankyou_url: "https://www.example.com/danke" };
  return [
    seedProduct(account, 12345, "2024-09-01 11:20:00", "approved", {
      ...digital,
      name_intern: "Zeitmanagement 2026",
      product_type_id: 38,
      product_group_id: 501,
      salespage_url: "https://www.example.com/zeitmanagement",
      image_id: "7001",
      affiliate_commission: "40.00",
    }),
    seedProduct(account, 67890, "2024-10-06 09:12:40", "approved", {
      ...digital,
      name_intern: "Fokus-Club",
      product_type_id: 45,
      product_group_id: 502,
      salespage_url: "https://www.example.com/fokus-club",
    }),
    seedProduct(account, 24680, "2024-11-20 14:45:09", "approved", {
      ...digital,
      name_intern: "Workbook",
      product_type_id: 52,
      salespage_url: "https://www.example.com/workbook",
      max_quantity: "5",
      units_left: "180",
    }),
    seedProduct(account, 13579, "2024-12-02 10:05:30", "approved", {
      ...digital,
      name_intern: "Praxistag 18.04.2026",
      product_type_id: 61,
      product_group_id: 501,
      salespage_url: "https://www.example.com/praxistag",
    }),
  ];
}

function seedProduct(
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
