import { addBalance, balanceOf } from "../billing/balances.ts";
import { endRebilling } from "../billing/rebilling-end.ts";
import { billingTypeOf } from "../catalogue/payment-terms.ts";
import { type Product, products } from "../catalogue/product-records.ts";
import { noteUpgrade, type Upgrade } from "../catalogue/upgrade-records.ts";
import { toAmount } from "../kit/money.ts";
import type { Store } from "../kit/store.ts";
import { formatDate } from "../kit/time.ts";
import { buyerOf } from "../ledger/buyer-records.ts";
import { openPayments } from "../ledger/open-payments.ts";
import type { Purchase } from "../ledger/purchase-records.ts";
import { canChargeAgain } from "../ledger/stored-payment.ts";
import { transactionsOf } from "../ledger/transaction-records.ts";
import { openPurchase } from "../orders/new-purchase.ts";
import { findPurchase } from "../orders/read-purchase.ts";
import type { SaleTerms } from "../orders/sale-terms.ts";
import { asList, readRequired } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { notFound, notPossible } from "../wire/refusal.ts";
import { readUpgrade, readUpgradeTerms } from "./upgrade-arguments.ts";
import { findCandidate, type UpgradeCandidate } from "./upgrade-check.ts";

export const upgradePurchaseFunctions: Handlers = { createUpgradePurchase };

/** The credit from the old order, and the part of it that exceeds the first payment. */
interface Credit {
  readonly totalCents: number;
  readonly leftCents: number;
}

/**
 * Replaces an order that fits the upgrade with a new one. [S26]
 */
function createUpgradePurchase(call: Call) {
  const { args, store } = call;
  const purchases = readRequired(args, "purchase_ids", asList).map((id) => findPurchase(store, id));
  const upgrade = readUpgrade(call);
  const candidate = findCandidate(store, upgrade, purchases, call.clock.now);
  if (candidate === undefined || !canChargeAgain(candidate.purchase)) {
    throw notPossible({
      de: `Keine der Bestellungen kann mit Upgrade ${upgrade.id} ohne den Käufer umgestellt werden`,
      en: `None of the orders can be upgraded with upgrade ${upgrade.id} without the buyer`,
    });
  }
  const product = targetOf(store, upgrade);
  const { purchase, credit } = replaceOrder(call, candidate, product, readUpgradeTerms(call, product));
  const nextCents = Math.max(0, purchase.otherCents - balanceOf(store, purchase));
  return {
    new_purchase: {
      id: purchase.id,
      billing_status: purchase.billingStatus,
      paid_amount: toAmount(purchase.firstCents),
      next_payment_at: purchase.nextPaymentAt === null ? "" : formatDate(purchase.nextPaymentAt),
      next_amount: toAmount(purchase.nextPaymentAt === null ? 0 : nextCents),
      currency: purchase.currency,
    },
    upgrade_info: {
      upgrade_type: candidate.type,
      upgrade_amount_left: toAmount(credit.leftCents),
      upgrade_amount_total: toAmount(credit.totalCents),
      upgraded_purchase_id: candidate.purchase.id,
    },
  };
}

/** An upgrade starts immediately; a downgrade after the paid period of the old order, if it has further payments. */
function replaceOrder(
  { store, clock }: Call,
  { purchase: old, type }: UpgradeCandidate,
  product: Product,
  terms: SaleTerms,
) {
  const isRebilled = billingTypeOf(terms.otherCents, terms.installments) !== "single_payment";
  const isLater = type === "downgrade" && isRebilled && old.nextPaymentAt !== null;
  const totalCents = type === "upgrade" && old.currency === terms.currency ? creditOf(store, old) : 0;
  const usedCents = Math.min(totalCents, terms.firstCents);
  const purchase = openPurchase(store, {
    buyer: buyerOf(store, old),
    product,
    quantity: 1,
    terms: { ...terms, firstCents: isLater ? 0 : terms.firstCents - usedCents },
    addons: [],
    payMethod: old.payMethod,
    affiliateName: old.affiliateName,
    commission: old.commission,
    campaignkey: old.campaignkey,
    at: clock.now,
    ...(isLater && old.nextPaymentAt !== null ? { nextPaymentAt: old.nextPaymentAt } : {}),
    isPaid: true,
  });
  endRebilling(store, old, clock.now);
  noteUpgrade(store, old.id, purchase.id);
  const credit: Credit = { totalCents, leftCents: totalCents - usedCents };
  if (isRebilled) {
    addBalance(store, purchase, credit.leftCents);
  }
  return { purchase, credit };
}

function creditOf(store: Store, { id, billingType }: Purchase): number {
  const open = openPayments(store, id);
  const counted = billingType === "subscription" ? open.slice(-1) : open;
  const last = transactionsOf(store, id).findLast(({ type }) => type === "payment");
  const isOfLast = billingType !== "subscription" || counted[0]?.payment.id === last?.id;
  return isOfLast ? counted.reduce((sum, { leftCents }) => sum + leftCents, 0) : 0;
}

function targetOf(store: Store, { toProductId }: Upgrade): Product {
  const product = products(store).byId.get(toProductId);
  if (product === undefined) {
    throw notFound({ de: "Produkt", en: "Product" }, toProductId);
  }
  return product;
}
