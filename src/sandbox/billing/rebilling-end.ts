import type { Purchase, Store } from "../kit/store.ts";
import type { Instant } from "../kit/time.ts";
import { setEnded, setRebilling } from "./rebilling-changes.ts";

/** Whether no payment can follow any more. */
export function hasEnded({ billingType, billingStatus }: Purchase): boolean {
  return billingType === "single_payment" || billingStatus === "aborted" || billingStatus === "completed";
}

/** Ends the payments that would follow, if any would. */
export function endRebilling(store: Store, purchase: Purchase, at: Instant): Purchase {
  if (hasEnded(purchase)) {
    return purchase;
  }
  const ended: Purchase = { ...purchase, billingStatus: "aborted", nextPaymentAt: null, endsAt: null };
  if (purchase.endsAt === null) {
    setRebilling(store, ended, "rebill_cancelled", at);
  }
  setEnded(store, ended, at);
  return ended;
}

/** Lets payments go on until a time that is to come. */
export function endLater(store: Store, purchase: Purchase, endsAt: Instant, at: Instant): Purchase {
  const ending: Purchase = { ...purchase, endsAt };
  setRebilling(store, ending, "rebill_cancelled", at);
  return ending;
}

/** Ends every order whose term was to be its last and is over by now, once what fell due in it is booked. */
export function endOverdue(store: Store, now: Instant): void {
  for (const purchase of store.purchases.values()) {
    if (purchase.endsAt !== null && purchase.endsAt <= now) {
      endRebilling(store, purchase, purchase.endsAt);
    }
  }
}
