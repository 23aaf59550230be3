import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { isObject } from "../../kit/is-object.ts";
import { FLAG_WORDS } from "../../kit/yes-no.ts";
import { type Money, sum, times, toMoney } from "../money.ts";
import type { FactReader, Read } from "./facts.ts";
import { readOrder } from "./order-facts.ts";
import { plainText } from "./plain-text.ts";

export const nextPayment: FactReader = async ({ purchase_id }, read) => {
  const { facts, order } = await readOrder(purchase_id, read);
  return { ...facts, amount: toMoney(order["other_amounts"], order["currency"]) };
};

/** A voucher in `settings` can make the charge smaller, never larger. */
export const chargeOnDemand: FactReader = async (args, read) => {
  const { facts } = await readOrder(args["purchase_id"], read);
  const plan = isObject(args["payment_plan"]) ? args["payment_plan"] : {};
  const settings = isObject(args["settings"]) ? args["settings"] : {};
  const planned = await firstPayment(args["product_id"], plan, read);
  const main = planned && times(planned, Number(settings["quantity"] ?? 1));
  const addons = itemsOf(args["addons"]).map((item) => addonPrice(item, main?.currency));
  return { ...facts, newProduct: await productName(args["product_id"], read), amount: sum([main, ...addons]) };
};

export const addonChange: FactReader = async ({ purchase_id, addons }, read) => {
  const { facts, order } = await readOrder(purchase_id, read);
  const items = itemsOf(addons);
  const names = await Promise.all(items.map(({ product_id }) => productName(product_id, read)));
  const listed = names.map((name, index) => `${items[index]?.["quantity"] ?? 1} x ${name ?? "?"}`);
  const prices = await Promise.all(items.map((item) => addonOfOrder(item, order["currency"], read)));
  return { ...facts, newProduct: plainText(listed.join(", ")), amount: prices.length === 0 ? undefined : sum(prices) };
};

/** The upgraded order is the first of the list that fits, so each of them is watched. */
export const upgradeNow: FactReader = async ({ purchase_ids, upgrade_id, payment_plan_id }, read) => {
  const ids = String(purchase_ids)
    .split(",")
    .map((id) => id.trim());
  const orders = await Promise.all(ids.map((id) => readOrder(id, read)));
  const answer = await read("getUpgrade", { upgrade_id: String(upgrade_id).split("-")[0] });
  const item = isObject(answer) && isObject(answer["item"]) ? answer["item"] : {};
  const [first] = orders;
  return {
    ...first?.facts,
    order: plainText(ids.join(", ")),
    newProduct: plainText(item["to_product_name"]),
    amount: await firstPayment(item["to_product_id"], { template: payment_plan_id }, read),
    watched: Object.fromEntries(
      orders.flatMap(({ facts }, index) =>
        Object.entries(facts.watched).map(([name, value]) => [`${name} of order ${ids[index]}`, value]),
      ),
    ),
  };
};

function itemsOf(list: unknown): JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** The price that a call states itself, or that of the payment plan which Digistore24 would use. */
async function firstPayment(productId: unknown, plan: JsonObject, read: Read): Promise<Money | undefined> {
  if (plan["first_amount"] !== undefined) {
    return toMoney(plan["first_amount"], plan["currency"] ?? "EUR");
  }
  const answer = productId === undefined ? [] : await read("listPaymentPlans", { product_id: productId });
  const plans = itemsOf(answer);
  const wanted = plan["template"];
  const chosen = wanted === undefined ? plans.filter(isActive) : plans.filter((_, at) => isNamed(plans, at, wanted));
  return dearest(chosen.map((entry) => toMoney(entry["first_amount"], entry["currency"])));
}

/** A plan is named by its id, or by its position counted from 1. */
function isNamed(plans: readonly JsonObject[], index: number, name: unknown): boolean {
  return String(plans[index]?.["id"]) === String(name) || String(index + 1) === String(name);
}

/** Which of several active plans is used is not documented, so a question names the highest price. */
function dearest(amounts: readonly (Money | undefined)[]): Money | undefined {
  const known = amounts.filter((amount) => amount !== undefined);
  return known.length < amounts.length ? undefined : known.toSorted((a, b) => b.cents - a.cents)[0];
}

function addonPrice(item: JsonObject, currency: unknown): Money | undefined {
  const price = toMoney(item["first_amount"] ?? item["single_amount"], item["currency"] ?? currency);
  return price && times(price, Number(item["quantity"] ?? 1));
}

async function addonOfOrder(item: JsonObject, currency: unknown, read: Read): Promise<Money | undefined> {
  const price = toMoney(item["amount"], currency) ?? (await firstPayment(item["product_id"], {}, read));
  return price && times(price, Number(item["quantity"] ?? 1));
}

async function productName(productId: unknown, read: Read): Promise<string | undefined> {
  const answer = await read("getProduct", { product_id: productId });
  const product = isObject(answer) && isObject(answer["product"]) ? answer["product"] : {};
  return plainText(product["name"] ?? product["name_intern"]);
}

function isActive({ is_active }: JsonObject): boolean {
  return is_active === true || FLAG_WORDS.get(String(is_active).toLowerCase()) === true;
}
