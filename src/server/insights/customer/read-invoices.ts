import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { listIn } from "../reader/list-in.ts";

/** Each order takes one call. */
const MAX_ORDERS = 10;

/** The invoices of the newest orders. If the first order's cannot be read, those of the others are not asked for. */
export async function readInvoices(
  orderIds: readonly string[],
  read: (orderId: string) => Promise<unknown>,
): Promise<{ readonly invoices: readonly JsonObject[]; readonly withoutInvoices: number }> {
  const [first, ...others] = orderIds.slice(0, MAX_ORDERS);
  const answer = first === undefined ? undefined : await read(first);
  const answers = answer === undefined ? [] : [answer, ...(await Promise.all(others.map(read)))];
  const invoices = answers.flatMap((one) => listIn(one, "invoice_list"));
  return { invoices, withoutInvoices: Math.max(0, orderIds.length - MAX_ORDERS) };
}
