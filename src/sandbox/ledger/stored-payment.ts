import type { PayMethod, Purchase } from "./purchase-records.ts";

/** Payment methods that can be charged again without the buyer. */
const STORED: ReadonlySet<PayMethod> = new Set(["paypal", "creditcard", "elv", "test"]);

export function canChargeAgain({ payMethod }: Purchase): boolean {
  return STORED.has(payMethod);
}
