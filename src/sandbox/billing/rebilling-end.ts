import type { Store } from "../kit/store.ts";
import type { Instant } from "../kit/time.ts";
import { type Purchase, purchases } from "../ledger/purchase-records.ts";
import { setEnded, setRebilling } from "./rebilling-changes.ts";

/** Whether no further payment can follow. */
export function hasEnded({ billingType, billingStatus }: Purchase): boolean {
  return billingType === "single_payment" || billingStatus === "aborted" || billingStatus === "completed";
}

/** Ends further payments, if any. */
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

/** Continues payments until a future time. */
export function endLater(store: Store, purchase: Purchase, endsAt: Instant, at: Instant): Purchase {
  const ending: Purchase = { ...purchase, endsAt };
  setRebilling(store, ending, "rebill_cancelled", at);
  return ending;
}

/** Ends every cancelled order whose last term is over, after its due payments are booked. */
export function endOverdue(store: Store, now: Instant): void {
  for (const purchase of purchases(store).values()) {
    if (purchase.endsAt !== null && purchase.endsAt <= now) {
      endRebilling(store, purchase, purchase.endsAt);
    }
  }
}
