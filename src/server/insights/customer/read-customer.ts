import type { paths } from "../../../generated/api-types.ts";
import type { JsonObject } from "../../contract/normalise-arguments.ts";
import type { Arguments } from "../../upstream/form-encoding.ts";
import type { LabelLanguage } from "../insight.ts";
import { listIn } from "../reader/list-in.ts";
import { readOrders, SINCE_EVER } from "../reader/read-orders.ts";
import { asObject, type ShopReader } from "../reader/shop-reader.ts";
import { describeMissing } from "./missing-part.ts";
import { type Person, sameText } from "./people.ts";
import { readInvoices } from "./read-invoices.ts";

/** Everything that belongs to a customer's orders, as the API shows it. */
export interface CustomerRecords {
  /** Newest first. */
  readonly orders: readonly JsonObject[];
  readonly deliveries: readonly JsonObject[];
  readonly tickets: readonly JsonObject[];
  readonly proofs: readonly JsonObject[];
  /** By the ids of order and item. */
  readonly downloads: JsonObject;
  readonly invoices: readonly JsonObject[];
  /** Orders whose invoices were not asked for, because there are too many. */
  readonly withoutInvoices: number;
  /** What is missing, and why, in a sentence for each part. */
  readonly failures: readonly string[];
}

export async function readCustomer(
  shop: ShopReader,
  { email }: Person,
  orderIds: readonly string[],
  language: LabelLanguage,
): Promise<CustomerRecords> {
  const ids = orderIds.join(",");
  const failures: string[] = [];
  const read = async (part: string, path: keyof paths, args: Arguments): Promise<unknown> => {
    const { data, error } = await shop.readPart(path, { ...args, language });
    if (error) {
      failures.push(describeMissing(part, path, error));
    }
    return data;
  };
  const search = { purchase_id: ids };
  const newest = { from: SINCE_EVER, to: "now", search, load_transactions: "Y", sort_order: "desc", language };
  const orders = await readOrders(shop, newest, (order) => order);
  const [deliveries, tickets, ownTickets, proofs, downloads, invoices] = await Promise.all([
    read("deliveries", "/listDeliveries", { search }),
    read("e-tickets of the orders", "/listEtickets", { search }),
    email === "" ? [] : read("e-tickets of the person", "/listEtickets", { search: { email } }),
    read("service proofs", "/listServiceProofRequests", { search }),
    read("downloads", "/getPurchaseDownloads", { purchase_id: ids }),
    readInvoices(orderIds, (id) => read("invoices", "/listInvoices", { purchase_id: id })),
  ]);
  const personal = listIn(ownTickets, "etickets").filter((ticket) => sameText(String(ticket["email"]), email));
  const ofOrders = listIn(tickets, "etickets");
  const byId = new Map([...ofOrders, ...personal].map((ticket) => [String(ticket["id"]), ticket]));
  return {
    orders: orders.rows,
    deliveries: listIn(deliveries, "delivery", "deliveries"),
    tickets: [...byId.values()],
    proofs: listIn(proofs, "items"),
    downloads: asObject(asObject(downloads)["downloads"]),
    ...invoices,
    failures,
  };
}
