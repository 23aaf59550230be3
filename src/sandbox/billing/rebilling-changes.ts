import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";
import { DAY_MS, type Instant, SECOND_MS } from "../kit/time.ts";
import { endOfLast, paidUntilOf } from "../ledger/paid-until.ts";
import { type Purchase, purchases } from "../ledger/purchase-records.ts";
import { transactionsOf } from "../ledger/transaction-records.ts";
import { randomOf, transactionsAtStart } from "../orders/sold-goods.ts";

export type ChangeType = "rebill_cancelled" | "rebill_resumed" | "last_paid_day";

interface StatusChange {
  readonly id: number;
  readonly purchaseId: string;
  readonly at: Instant;
  /** The number of payments so far. */
  readonly paySequence: number;
  readonly type: ChangeType;
}

/** A change by a call or the buyer, and the end of the paid period after it. */
interface Decision extends StatusChange {
  readonly lastDay: Pick<StatusChange, "at" | "paySequence"> | null;
}

/** The known seeded subscription, and when it resumed after a break. */
const RESUMED_PURCHASE = "P4W8ZT3B";
const RESUMED_DAYS_AGO = 24;
const FIRST_SEEDED_ID = 410_001;
const FIRST_ID = 440_001;
/** Added to the id of a change to get the id of its last paid day. */
const LAST_DAY_STEP = 500_000;

const decisions = defineSlice((store): { list: readonly Decision[] } => ({ list: seedDecisions(store) }));

/** All changes up to a time, oldest first. */
export function changesUntil(store: Store, now: Instant): readonly StatusChange[] {
  const { list } = decisions(store);
  const lastOf = new Map(list.map((decision) => [decision.purchaseId, decision]));
  const lastDays = [...lastOf.values()].flatMap(({ lastDay, id, purchaseId }): StatusChange[] =>
    lastDay === null ? [] : [{ ...lastDay, id: id + LAST_DAY_STEP, purchaseId, type: "last_paid_day" }],
  );
  return [...list, ...lastDays].filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
}

/** Changes the billing of a purchase and records the change. */
export function setRebilling(
  store: Store,
  purchase: Purchase,
  type: "rebill_cancelled" | "rebill_resumed",
  at: Instant,
): void {
  // Read before writing: the seeded changes are derived from the purchases.
  const changes = decisions(store);
  purchases(store).set(purchase.id, purchase);
  const { id: purchaseId } = purchase;
  const paySequence = paymentCount(store, purchaseId);
  const id = FIRST_ID + changes.list.filter((change) => change.id >= FIRST_ID).length;
  changes.list = [...changes.list, { id, purchaseId, at, paySequence, type, lastDay: null }];
}

/** Ends a cancelled purchase and records the end of its paid period. */
export function setEnded(store: Store, purchase: Purchase, at: Instant): void {
  purchases(store).set(purchase.id, purchase);
  const paidUntil = paidUntilOf(store, purchase);
  if (paidUntil !== null && paidUntil >= at) {
    const changes = decisions(store);
    const cancelled = changes.list.findLast(({ purchaseId }) => purchaseId === purchase.id);
    const lastDay = { at: paidUntil, paySequence: paymentCount(store, purchase.id) };
    changes.list = changes.list.map((change) => (change === cancelled ? { ...change, lastDay } : change));
  }
}

function paymentCount(store: Store, purchaseId: string): number {
  return transactionsOf(store, purchaseId).filter(({ type }) => type === "payment").length;
}

function seedDecisions(store: Store): readonly Decision[] {
  const ended = [...purchases(store).values()].filter(({ billingType, billingStatus, createdAt }) => {
    return billingType !== "single_payment" && billingStatus === "aborted" && createdAt < store.createdAt;
  });
  const cancelled = ended.map((purchase) => seedCancellation(store, purchase)).sort((a, b) => a.at - b.at);
  const numbered = cancelled.map((decision, index) => ({ ...decision, id: FIRST_SEEDED_ID + index }));
  return [...numbered, ...seedResumption(store)];
}

/** Cancelled at the time of the refund, or else within the paid period. */
function seedCancellation(store: Store, purchase: Purchase): Omit<Decision, "id"> {
  const known = transactionsAtStart(store, purchase.id);
  const payments = known.filter(({ type }) => type === "payment");
  const back = known.find(({ amountCents }) => amountCents < 0);
  const from = (back ?? payments.at(-1))?.createdAt ?? purchase.createdAt;
  const paidUntil = back === undefined ? endOfLast(purchase, payments) : null;
  const share = paidUntil === null ? 0 : randomOf(store, purchase)();
  const seconds = Math.floor((share * (Math.min(paidUntil ?? from, store.createdAt) - from)) / SECOND_MS);
  return {
    purchaseId: purchase.id,
    at: from + seconds * SECOND_MS,
    paySequence: payments.length,
    type: "rebill_cancelled",
    lastDay: paidUntil === null ? null : { at: paidUntil, paySequence: payments.length },
  };
}

function seedResumption(store: Store): readonly Decision[] {
  const at = store.createdAt - RESUMED_DAYS_AGO * DAY_MS;
  const payments = transactionsAtStart(store, RESUMED_PURCHASE).filter(
    ({ type, createdAt }) => type === "payment" && createdAt <= at,
  );
  const resumed = { id: FIRST_ID, purchaseId: RESUMED_PURCHASE, at, paySequence: payments.length, lastDay: null };
  return purchases(store).has(RESUMED_PURCHASE) ? [{ ...resumed, type: "rebill_resumed" }] : [];
}
