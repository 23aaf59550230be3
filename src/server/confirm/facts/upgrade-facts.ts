import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { isObject } from "../../kit/is-object.ts";
import { FLAG_WORDS } from "../../kit/yes-no.ts";
import { CannotSucceedError } from "./cannot-succeed.ts";
import type { FactReader, Read } from "./facts.ts";
import { type OrderFacts, readOrder } from "./order-facts.ts";
import { plainText } from "./plain-text.ts";
import { firstPayment, type Price, unitsOf } from "./plan-prices.ts";
import { quoted } from "./quoted-text.ts";

/** The upgraded order is the first of the list that fits, so each of them is watched. */
export const upgradeNow: FactReader = async ({ purchase_ids, upgrade_id, payment_plan_id, quantities }, read) => {
  const ids = String(purchase_ids)
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
  if (ids.length === 0) {
    throw new CannotSucceedError("purchase_ids names no order", "Give the id of the order to upgrade.");
  }
  const units = isObject(quantities) ? quantities : {};
  assertUnits(units);
  const orders = await Promise.all(ids.map((id) => readOrder(id, read)));
  assertOneBuyer(orders);
  const [upgrade = ""] = String(upgrade_id).split("-");
  const answer = await read("getUpgrade", { upgrade_id: upgrade, order_ids: ids.join(",") });
  const { item: found, check } = isObject(answer) ? answer : {};
  assertPossible(upgrade, ids, check);
  const item = isObject(found) ? found : {};
  const [first] = orders;
  return {
    ...first?.facts,
    order: plainText(ids.join(", ")),
    product: [...new Set(orders.map(({ facts }) => facts.product))].join(", "),
    newProduct: quoted(item["to_product_name"]),
    ...(await upgradePrice(item["to_product_id"], payment_plan_id, units, read)),
    watched: Object.fromEntries(
      orders.flatMap(({ facts }, index) =>
        Object.entries(facts.watched).map(([name, value]) => [`${name} of order ${ids[index]}`, value]),
      ),
    ),
  };
};

/** A question names one buyer, and nobody knows beforehand whose order fits. */
function assertOneBuyer(orders: readonly OrderFacts[]): void {
  if (new Set(orders.map(({ facts }) => facts.buyer)).size > 1) {
    throw new CannotSucceedError(
      "purchase_ids belong to several buyers, and only one order would be upgraded",
      "Give orders of one buyer only.",
    );
  }
}

function assertUnits(quantities: JsonObject): void {
  for (const [name, value] of Object.entries(quantities)) {
    if (Number(value) < 1) {
      throw new CannotSucceedError(
        `quantities.${plainText(name)} must be 1 or more, got ${plainText(value)}`,
        "Correct the quantity.",
      );
    }
  }
}

/** The API's own judgement of these orders. */
function assertPossible(upgrade: string, ids: readonly string[], check: unknown): void {
  const isNot = (name: string) => isObject(check) && FLAG_WORDS.get(String(check[name]).toLowerCase()) === false;
  const named = `upgrade ${plainText(upgrade)} is not possible for ${plainText(ids.join(", "))}`;
  if (isNot("is_upgrade_possible")) {
    throw new CannotSucceedError(named, "getUpgrade shows which products it is for, and whether it is active.");
  }
  if (isNot("is_one_click_payment_possible")) {
    throw new CannotSucceedError(
      `${named} without the buyer, because no payment method is stored`,
      "Send the buyer the upgrade_url that getUpgrade shows.",
    );
  }
}

/** Quantities are by position on the order form or by product; what other products of the form cost is not known. */
async function upgradePrice(
  productId: unknown,
  template: unknown,
  quantities: JsonObject,
  read: Read,
): Promise<Pick<Price, "amount" | "later">> {
  const { "1": ofFirst, [String(productId)]: ofProduct, ...others } = quantities;
  if (Object.keys(others).length > 0) {
    return {};
  }
  const { amount, later } = unitsOf(await firstPayment(productId, { template }, read), ofProduct ?? ofFirst);
  return { amount, later };
}
