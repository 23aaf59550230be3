import { holdsText } from "../../call/foreign-texts.ts";
import { findPlaceholder } from "../../call/mask-personal-data.ts";
import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { CallError } from "../../kit/errors.ts";
import { isObject } from "../../kit/is-object.ts";
import { type Money, showMoney, sum, toMoney } from "../money.ts";
import { CannotSucceedError } from "./cannot-succeed.ts";
import type { Facts, Read } from "./facts.ts";
import { plainText } from "./plain-text.ts";
import { quoted, quotedPerson } from "./quoted-text.ts";

const RETURNS: readonly unknown[] = ["refund", "chargeback"];

/** An order's facts, and the order itself for what a function needs beyond them. */
export interface OrderFacts {
  readonly facts: Facts;
  readonly order: JsonObject;
}

/** Reads one order. Its money is that of its transactions, because `amount` is only the price of one payment. */
export async function readOrder(purchaseId: unknown, read: Read): Promise<OrderFacts> {
  const answer = await read("getPurchase", { purchase_id: String(purchaseId) });
  if (!isObject(answer)) {
    throw new CallError("upstream_down", "the API's answer is not an order");
  }
  const order: JsonObject = answer;
  if (order["id"] === undefined) {
    throw new CannotSucceedError(`${plainText(purchaseId)} is not the id of a single order`, "Give one order id.");
  }
  const paid = total(order, (type) => type === "payment");
  const returned = total(order, (type) => RETURNS.includes(type));
  const refundable = paid && returned && { ...paid, cents: paid.cents - Math.abs(returned.cents) };
  const buyer = isObject(order["buyer"]) ? order["buyer"] : {};
  return {
    order,
    facts: {
      order: plainText(order["id"]) ?? plainText(purchaseId),
      product: productsOf(order),
      buyer: quotedPerson([buyer["first_name"], buyer["last_name"]].filter(Boolean).join(" "), buyer["email"]),
      foreignTexts: [buyer["first_name"], buyer["last_name"]].some(holdsText) ? ["the buyer's name"] : [],
      paid,
      refundable,
      watched: {
        "the state": String(order["billing_status"] ?? ""),
        "the buyer": watchedBuyer(buyer),
        "the product": productsOf(order) ?? "",
        "the amount paid": shown(paid),
        "the amount that can be refunded": shown(refundable),
      },
    },
  };
}

export function paymentsOf({ transaction_list: items }: JsonObject): JsonObject[] {
  return (Array.isArray(items) ? items : []).filter((item) => isObject(item) && item["transaction_type"] === "payment");
}

function total(order: JsonObject, isCounted: (type: unknown) => boolean): Money | undefined {
  const transactions = order["transaction_list"];
  if (!Array.isArray(transactions)) {
    return undefined;
  }
  const counted = transactions.filter((item) => isObject(item) && isCounted(item["transaction_type"]));
  const none = toMoney(0, order["currency"]);
  return sum([none, ...counted.map((item: JsonObject) => toMoney(item["amount"], item["currency"]))]);
}

function productsOf(order: JsonObject): string | undefined {
  const items = Array.isArray(order["items"]) ? order["items"].filter(isObject) : [];
  const names = items.map((item) => quoted(item["product_name"])).filter((name) => name !== undefined);
  return names.length > 0 ? names.join(", ") : quoted(order["main_product_name"]);
}

/** Every process masks personal data in another way, so placeholders are not compared. */
function watchedBuyer({ id, first_name, last_name, email }: JsonObject): string {
  return JSON.stringify([id, first_name, last_name, email].filter((value) => findPlaceholder(value) === undefined));
}

function shown(money: Money | undefined): string {
  return money ? showMoney(money, "en") : "";
}
