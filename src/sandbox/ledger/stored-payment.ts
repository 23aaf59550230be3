import type { PayMethod, Purchase } from "../kit/store.ts";

/** How buyers pay who leave something that can be charged again without them. */
const STORED: ReadonlySet<PayMethod> = new Set(["paypal", "creditcard", "elv", "test"]);

export function canChargeAgain({ payMethod }: Purchase): boolean {
  return STORED.has(payMethod);
}
