import { type Upgrade, wasUpgraded } from "../catalogue/upgrade-records.ts";
import { isUsable } from "../fulfilment/licenses.ts";
import type { Store } from "../kit/store.ts";
import type { Instant } from "../kit/time.ts";
import type { Purchase } from "../ledger/purchase-records.ts";
import { canChargeAgain } from "../ledger/stored-payment.ts";

/** An order that an upgrade can replace, and the type of upgrade. */
export interface UpgradeCandidate {
  readonly purchase: Purchase;
  readonly type: "upgrade" | "downgrade";
}

/**
 * Finds the first order that the upgrade can replace: usable and not replaced before. A special offer is for buyers of a
 * product but leaves their order unchanged, so it replaces none.
 */
export function findCandidate(
  store: Store,
  upgrade: Upgrade,
  purchases: readonly Purchase[],
  now: Instant,
): UpgradeCandidate | undefined {
  for (const purchase of upgrade.isActive === "Y" ? purchases : []) {
    const type = purchase.role === "vendor" ? upgrade.typeOf.get(purchase.productId) : undefined;
    const isOpen = isUsable(store, purchase, now) && !wasUpgraded(store, purchase.id);
    if (isOpen && (type === "upgrade" || type === "downgrade")) {
      return { purchase, type };
    }
  }
  return undefined;
}

export function checkAnswer(candidate: UpgradeCandidate | undefined) {
  return candidate === undefined
    ? { is_upgrade_possible: "N", is_one_click_payment_possible: "N" }
    : {
        is_upgrade_possible: "Y",
        is_one_click_payment_possible: canChargeAgain(candidate.purchase) ? "Y" : "N",
        possible_upgrade_type: candidate.type,
      };
}
