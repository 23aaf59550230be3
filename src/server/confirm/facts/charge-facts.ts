import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { CallError } from "../../kit/errors.ts";
import { isObject } from "../../kit/is-object.ts";
import { sum, toMoney } from "../money.ts";
import { assertRebilled } from "./assert-possible.ts";
import { CannotSucceedError } from "./cannot-succeed.ts";
import type { FactReader, Read } from "./facts.ts";
import { readOrder } from "./order-facts.ts";
import { plainText } from "./plain-text.ts";
import { firstInterval, firstPayment, laterPayments, objectsIn, type Price, unitsOf } from "./plan-prices.ts";
import { quoted } from "./quoted-text.ts";

/** A balance of the order, which no function shows, makes the charge smaller. */
export const nextPayment: FactReader = async ({ purchase_id }, read) => {
  const found = await readOrder(purchase_id, read);
  assertRebilled(found);
  const { facts, order } = found;
  return { ...facts, amount: toMoney(order["other_amounts"], order["currency"]), isAtMost: true };
};

/** A voucher in `settings` can make the charge smaller, never larger. */
export const chargeOnDemand: FactReader = async (args, read) => {
  const { facts } = await readOrder(args["purchase_id"], read);
  const items = addonsIn(args);
  const plan = isObject(args["payment_plan"]) ? args["payment_plan"] : {};
  const settings = isObject(args["settings"]) ? args["settings"] : {};
  const main = unitsOf(await firstPayment(args["product_id"], plan, read), settings["quantity"]);
  await assertVoucher(settings["voucher_code"], read);
  await Promise.all(items.map((item) => productName(item["product_id"], read)));
  const rhythm = { currency: main.amount?.currency, other_billing_intervals: firstInterval(main.later) };
  const addons = await Promise.all(items.map((item) => addonPrice(item, rhythm, read)));
  const prices = [main, ...addons];
  return {
    ...facts,
    newProduct: await productName(args["product_id"], read),
    amount: sum(prices.map(({ amount }) => amount)),
    isAtMost: settings["voucher_code"] !== undefined || prices.some(({ isAtMost }) => isAtMost),
    later: prices.flatMap(({ later = [] }) => later),
  };
};

export const addonChange: FactReader = async (args, read) => {
  const found = await readOrder(args["purchase_id"], read);
  assertRebilled(found);
  const { facts, order } = found;
  const items = addonsIn(args);
  const names = await Promise.all(items.map(({ product_id }) => productName(product_id, read)));
  const listed = names.map((name, index) => `${items[index]?.["quantity"] ?? 1} x ${name ?? "?"}`);
  const prices = await Promise.all(items.map((item) => addonPrice(inEachPeriod(item), order, read)));
  return {
    ...facts,
    newProduct: listed.join(", ") || undefined,
    amount: sum(prices.map((price) => price.amount)),
    // What was paid for a running period is not charged again.
    isAtMost: true,
    later: prices.flatMap(({ later = [] }) => later),
  };
};

function addonsIn({ addons }: JsonObject): JsonObject[] {
  const items = objectsIn(addons);
  const nameless = items.findIndex(({ product_id }) => product_id === undefined || product_id === "");
  if (nameless >= 0) {
    throw new CannotSucceedError(`addons.${nameless}.product_id is missing`, "Give each add-on a product_id.");
  }
  return items;
}

async function assertVoucher(code: unknown, read: Read): Promise<void> {
  if (code === undefined || code === "") {
    return;
  }
  await read("getVoucher", { code }).catch((error: unknown) => {
    throw error instanceof CallError && error.kind === "not_found"
      ? new CannotSucceedError(
          `there is no voucher ${plainText(code)}`,
          "Leave voucher_code out, or check it with listVouchers.",
        )
      : error;
  });
}

/** The amount of an add-on of a running order is that of each period. */
function inEachPeriod({ amount, ...item }: JsonObject): JsonObject {
  return amount === undefined ? item : { ...item, first_amount: amount, other_amounts: amount };
}

/** An add-on is billed together with its order, at the same intervals. */
async function addonPrice(item: JsonObject, order: JsonObject, read: Read): Promise<Price> {
  const stated = item["first_amount"] ?? item["single_amount"] ?? item["other_amounts"];
  if (stated === undefined) {
    const price = await firstPayment(item["product_id"], {}, read);
    return unitsOf(price, item["quantity"]);
  }
  const currency = item["currency"] ?? order["currency"];
  const { other_billing_intervals } = order;
  const later = laterPayments({ ...item, currency, other_billing_intervals });
  return unitsOf({ amount: toMoney(stated, currency), later }, item["quantity"]);
}

async function productName(productId: unknown, read: Read): Promise<string | undefined> {
  const answer = await read("getProduct", { product_id: productId });
  const product = isObject(answer) && isObject(answer["product"]) ? answer["product"] : {};
  return quoted(product["name"] ?? product["name_intern"]);
}
