import { isObject } from "../../kit/is-object.ts";
import type { LabelLanguage } from "../insight.ts";
import { asObject, type ShopReader } from "./shop-reader.ts";

/** The names of the account's products by their ids. */
export async function readProductNames(
  shop: ShopReader,
  language: LabelLanguage,
): Promise<ReadonlyMap<string, string>> {
  const { products } = asObject(await shop.read("/listProducts", { language }));
  const rows = (Array.isArray(products) ? products : []).filter(isObject);
  return new Map(rows.map(({ id, name }) => [String(id), String(name ?? "")]));
}
