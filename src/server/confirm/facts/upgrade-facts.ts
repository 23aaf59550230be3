import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { CallError } from "../../kit/errors.ts";
import { isObject } from "../../kit/is-object.ts";
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
  const orders = await Promise.all(ids.map((id) => readOrder(id, read)));
  assertOneBuyer(orders);
  const answer = await read("getUpgrade", { upgrade_id: String(upgrade_id).split("-")[0] });
  const item = isObject(answer) && isObject(answer["item"]) ? answer["item"] : {};
  const [first] = orders;
  return {
    ...first?.facts,
    order: plainText(ids.join(", ")),
    product: [...new Set(orders.map(({ facts }) => facts.product))].join(", "),
    newProduct: quoted(item["to_product_name"]),
    ...(await upgradePrice(item["to_product_id"], payment_plan_id, isObject(quantities) ? quantities : {}, read)),
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
    throw new CallError("input", "purchase_ids are orders of several buyers, and only one of them would be upgraded", {
      advice: "Give the orders of one buyer.",
    });
  }
}

/** Quantities are by position on the order form or by product; what other products of the form cost is not known. */
async function upgradePrice(
  productId: unknown,
  template: unknown,
  quantities: JsonObject,
  read: Read,
): Promise<Pick<Price, "amount">> {
  const { "1": ofFirst, [String(productId)]: ofProduct, ...others } = quantities;
  if (Object.keys(others).length > 0) {
    return {};
  }
  const { amount } = unitsOf(await firstPayment(productId, { template }, read), ofProduct ?? ofFirst);
  return { amount };
}
