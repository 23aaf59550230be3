import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { isObject } from "../../kit/is-object.ts";
import { sum, toMoney } from "../money.ts";
import type { FactReader, Read } from "./facts.ts";
import { readOrder } from "./order-facts.ts";
import { firstPayment, objectsIn, type Price, unitsOf } from "./plan-prices.ts";
import { quoted } from "./quoted-text.ts";

/** A balance of the order, which no function shows, makes the charge smaller. */
export const nextPayment: FactReader = async ({ purchase_id }, read) => {
  const { facts, order } = await readOrder(purchase_id, read);
  return { ...facts, amount: toMoney(order["other_amounts"], order["currency"]), isAtMost: true };
};

/** A voucher in `settings` can make the charge smaller, never larger. */
export const chargeOnDemand: FactReader = async (args, read) => {
  const { facts } = await readOrder(args["purchase_id"], read);
  const plan = isObject(args["payment_plan"]) ? args["payment_plan"] : {};
  const settings = isObject(args["settings"]) ? args["settings"] : {};
  const main = unitsOf(await firstPayment(args["product_id"], plan, read), settings["quantity"]);
  const addons = await Promise.all(
    objectsIn(args["addons"]).map((item) => addonPrice(item, main.amount?.currency, read)),
  );
  const prices = [main, ...addons];
  return {
    ...facts,
    newProduct: await productName(args["product_id"], read),
    amount: sum(prices.map(({ amount }) => amount)),
    isAtMost: settings["voucher_code"] !== undefined || prices.some(({ isAtMost }) => isAtMost),
  };
};

export const addonChange: FactReader = async ({ purchase_id, addons }, read) => {
  const { facts, order } = await readOrder(purchase_id, read);
  const items = objectsIn(addons);
  const names = await Promise.all(items.map(({ product_id }) => productName(product_id, read)));
  const listed = names.map((name, index) => `${items[index]?.["quantity"] ?? 1} x ${name ?? "?"}`);
  const prices = await Promise.all(items.map((item) => addonPrice(item, order["currency"], read)));
  const amount = prices.length === 0 ? undefined : sum(prices.map((price) => price.amount));
  return { ...facts, newProduct: listed.join(", ") || undefined, amount };
};

/** The functions name the price of an add-on differently. */
async function addonPrice(item: JsonObject, currency: unknown, read: Read): Promise<Price> {
  const stated = item["amount"] ?? item["first_amount"] ?? item["single_amount"] ?? item["other_amounts"];
  const price =
    stated === undefined
      ? await firstPayment(item["product_id"], {}, read)
      : { amount: toMoney(stated, item["currency"] ?? currency) };
  return unitsOf(price, item["quantity"]);
}

async function productName(productId: unknown, read: Read): Promise<string | undefined> {
  const answer = await read("getProduct", { product_id: productId });
  const product = isObject(answer) && isObject(answer["product"]) ? answer["product"] : {};
  return quoted(product["name"] ?? product["name_intern"]);
}
