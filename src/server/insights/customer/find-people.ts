import { CallError } from "../../kit/errors.ts";
import { isObject } from "../../kit/is-object.ts";
import type { Arguments } from "../../upstream/form-encoding.ts";
import { readOrders, SINCE_EVER } from "../reader/read-orders.ts";
import { asObject, type ShopReader } from "../reader/shop-reader.ts";
import type { Asked } from "./asked.ts";
import { foldText, groupPeople, type OwnedOrder, type Person, sameText, toOwnedOrder } from "./people.ts";

/** Nobody has so many orders: the text matches too many people. */
const MAX_PAGES = 3;

export interface Found {
  /** Those that may be meant. */
  readonly people: readonly Person[];
  /** Orders of other vendors that match. */
  readonly otherCount: number;
  readonly isComplete: boolean;
}

/** The customers that an argument names. */
export async function findPeople(shop: ShopReader, { by, text }: Asked): Promise<Found> {
  switch (by) {
    case "email":
      return preferExactEmail(await search(shop, [{ email: text }]), text);
    case "name":
      return findByName(shop, text);
    case "buyer_id":
      return findByBuyerId(shop, text);
    case "order_id":
      return findByOrderId(shop, text);
  }
}

async function search(
  shop: ShopReader,
  searches: readonly Arguments[],
  isWanted: (order: OwnedOrder) => boolean = () => true,
): Promise<Found> {
  const lists = await Promise.all(
    searches.map((one) =>
      readOrders(shop, { from: SINCE_EVER, to: "now", search: one }, toOwnedOrder, { maxPages: MAX_PAGES }),
    ),
  );
  const byId = new Map(lists.flatMap(({ rows }) => rows.filter(isWanted)).map((order) => [order.id, order]));
  const orders = [...byId.values()];
  const own = orders.filter(({ isOwn }) => isOwn);
  return {
    people: groupPeople(own),
    otherCount: orders.length - own.length,
    isComplete: lists.every(({ isComplete }) => isComplete),
  };
}

/** A search also finds addresses of which the text is a part. */
function preferExactEmail(found: Found, email: string): Found {
  const exact = found.people.filter(({ orders }) => orders.some((order) => sameText(order.email, email)));
  return exact.length > 0 ? { ...found, people: exact } : found;
}

/** The API searches first and last names separately, and callers write them in either order. */
async function findByName(shop: ShopReader, name: string): Promise<Found> {
  const words = name.split(/[\s,]+/).filter((word) => word !== "");
  const [first = name, last = ""] = [words[0], words.at(-1)];
  const searches =
    words.length > 1
      ? [
          { first_name: first, last_name: last },
          { first_name: last, last_name: first },
        ]
      : [{ first_name: first }, { last_name: first }];
  return search(shop, searches, ({ firstName, lastName }) => {
    const full = foldText(`${firstName} ${lastName}`);
    return words.every((word) => full.includes(foldText(word)));
  });
}

async function findByBuyerId(shop: ShopReader, id: string): Promise<Found> {
  const { buyer } = asObject(await shop.read("/getBuyer", { buyer_id: id }));
  const record = isObject(buyer) ? buyer : {};
  const text = (name: string) => String(record[name] ?? "").trim();
  const email = text("email");
  const nobody = { people: [], otherCount: 0, isComplete: shop.stopped() === undefined };
  const found = email === "" ? nobody : await search(shop, [{ email }]);
  return keepPerson(found, (order) => order.buyerId === id || sameText(order.email, email));
}

async function findByOrderId(shop: ShopReader, id: string): Promise<Found> {
  const found = await search(shop, [{ purchase_id: id }], (order) => sameText(order.id, id));
  const order = found.people[0]?.orders[0];
  if (!order) {
    if (found.otherCount === 0 && found.isComplete) {
      throw new CallError("not_found", `this account has no order ${id}`);
    }
    return found;
  }
  const { email, buyerId } = order;
  // A search for an empty address would find everybody.
  const all = email === "" ? found : await search(shop, [{ email }]);
  return keepPerson(all, (one) => one.id === order.id || one.buyerId === buyerId || sameText(one.email, email));
}

function keepPerson(found: Found, isOf: (order: OwnedOrder) => boolean): Found {
  return { ...found, people: found.people.filter(({ orders }) => orders.some(isOf)) };
}
