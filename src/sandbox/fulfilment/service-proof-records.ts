import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";
import { DAY_MS, HOUR_MS, type Instant, parseLocalTime } from "../kit/time.ts";
import type { Purchase } from "../ledger/purchase-records.ts";
import { categoryOf, paidPurchases, transactionsAtStart, wasPaidBackAtStart } from "../orders/sold-goods.ts";
import type { ApprovalStatus } from "../wire/values.ts";

export const REQUEST_STATUSES = ["pending", "proof_provided", "exec_refund"] as const;
type RequestStatus = (typeof REQUEST_STATUSES)[number];

/** A request by Digistore24 for proof that a service was provided, because the buyer wants a refund. */
export interface ServiceProof {
  readonly id: number;
  readonly purchaseId: string;
  readonly productId: number;
  readonly approvalStatus: ApprovalStatus;
  readonly requestStatus: RequestStatus;
  readonly createdAt: Instant;
  readonly modifiedAt: Instant;
  readonly notes: string;
}

const KNOWN: Pick<ServiceProof, "id" | "purchaseId" | "productId"> = {
  id: 9101,
  purchaseId: "K7M2QX9A",
  productId: 12345,
};
const KNOWN_CREATED = "2026-03-15 12:00:00";
const NEW_AGE_MS = 20 * HOUR_MS;
/** The minimum age of seeded orders with a proof, and the time from order to request. */
const PROVEN_AGE_MS = 60 * DAY_MS;
const REQUEST_DELAY_MS = 9 * DAY_MS;
const ANSWER_DELAY_MS = 2 * DAY_MS;

export const serviceProofs = defineSlice((store): Map<number, ServiceProof> => {
  const createdAt = parseLocalTime(KNOWN_CREATED) ?? Number.NaN;
  const known = { ...KNOWN, approvalStatus: "pending", requestStatus: "pending", createdAt, notes: "" } as const;
  const proofs = [{ ...known, modifiedAt: createdAt }, ...seedProofs(store)];
  return new Map(proofs.map((proof) => [proof.id, proof]));
});

/** One of each kind: new, proven, refunded. Only for seeded orders. */
function seedProofs(store: Store): readonly ServiceProof[] {
  const sold = paidPurchases(store).filter(({ id, productId }) => {
    const isOld = transactionsAtStart(store, id).length > 0;
    return isOld && id !== KNOWN.purchaseId && categoryOf(store, productId) === "digital";
  });
  const isKept = ({ id }: Purchase) => !wasPaidBackAtStart(store, id);
  const isOlder = (ageMs: number) => (purchase: Purchase) => purchase.createdAt < store.createdAt - ageMs;
  const fresh = sold.filter(isKept).findLast(isOlder(NEW_AGE_MS));
  const proven = sold.filter(isKept).findLast(isOlder(PROVEN_AGE_MS));
  const refunded = sold.findLast((purchase) => !isKept(purchase));
  return [
    ...requestOf(9102, fresh, { createdAt: store.createdAt - NEW_AGE_MS }),
    ...requestOf(9103, proven, {
      requestStatus: "proof_provided",
      approvalStatus: "approved",
      createdAt: (proven?.createdAt ?? 0) + REQUEST_DELAY_MS,
      modifiedAt: (proven?.createdAt ?? 0) + REQUEST_DELAY_MS + ANSWER_DELAY_MS,
      notes: "Alle Lektionen wurden am Tag des Kaufs freigeschaltet.",
    }),
    ...requestOf(9104, refunded, {
      requestStatus: "exec_refund",
      approvalStatus: "approved",
      ...refundTimes(store, refunded),
    }),
  ];
}

function requestOf(
  id: number,
  purchase: Purchase | undefined,
  rest: Pick<ServiceProof, "createdAt"> & Partial<ServiceProof>,
): readonly ServiceProof[] {
  if (purchase === undefined) {
    return [];
  }
  const open = { approvalStatus: "new", requestStatus: "pending", modifiedAt: rest.createdAt, notes: "" } as const;
  return [{ id, purchaseId: purchase.id, productId: purchase.productId, ...open, ...rest }];
}

/** The request came shortly before the refund. */
function refundTimes(store: Store, purchase: Purchase | undefined) {
  const back = transactionsAtStart(store, purchase?.id ?? "").find(({ amountCents }) => amountCents < 0);
  const modifiedAt = back?.createdAt ?? store.createdAt;
  return { createdAt: modifiedAt - HOUR_MS, modifiedAt };
}
