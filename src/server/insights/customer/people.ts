import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { buyerOf } from "../reader/read-orders.ts";

/** An order, reduced to what identifies its buyer. */
export interface OwnedOrder {
  readonly id: string;
  readonly at: string;
  readonly isOwn: boolean;
  readonly isTest: boolean;
  readonly buyerId: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** One customer with all orders that were found. */
export interface Person {
  readonly buyerIds: readonly string[];
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly orders: readonly OwnedOrder[];
}

export function toOwnedOrder(row: JsonObject): OwnedOrder {
  const buyer = buyerOf(row);
  const text = (name: string) => String(buyer[name] ?? "").trim();
  return {
    id: String(row["id"]),
    at: String(row["created_at"]),
    isOwn: row["role"] === "vendor",
    isTest: row["order_type"] === "test",
    buyerId: text("id"),
    email: text("email"),
    firstName: text("first_name"),
    lastName: text("last_name"),
  };
}

/** Orders with the same buyer id, or the same e-mail address, are of one person. */
export function groupPeople(orders: readonly OwnedOrder[]): readonly Person[] {
  const groupOf = new Map<string, OwnedOrder[]>();
  const groups = new Set<OwnedOrder[]>();
  for (const order of orders) {
    const keys = keysOf(order);
    const known = new Set(keys.map((key) => groupOf.get(key)).filter((group) => group !== undefined));
    const joined = [...[...known].flat(), order];
    for (const group of known) {
      groups.delete(group);
    }
    groups.add(joined);
    for (const key of joined.flatMap(keysOf)) {
      groupOf.set(key, joined);
    }
  }
  return [...groups].map(toPerson);
}

/** Without an id and an address, an order stands alone. */
function keysOf({ id, buyerId, email }: OwnedOrder): readonly string[] {
  const keys = [buyerId && `id ${buyerId}`, email && `email ${email.toLowerCase()}`].filter((key) => key !== "");
  return keys.length > 0 ? keys : [`order ${id}`];
}

/** Named as in the latest order. */
function toPerson(orders: readonly OwnedOrder[]): Person {
  const sorted = orders.toSorted((a, b) => (a.at < b.at ? 1 : -1));
  const { email = "", firstName = "", lastName = "" } = sorted[0] ?? {};
  const buyerIds = [...new Set(sorted.map(({ buyerId }) => buyerId).filter((id) => id !== ""))];
  return { buyerIds, email, firstName, lastName, orders: sorted };
}

export function sameText(a: string, b: string): boolean {
  return foldText(a) === foldText(b);
}

/** For comparing names and addresses, whatever their case and Unicode form. */
export function foldText(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
