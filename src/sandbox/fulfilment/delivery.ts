import { pickNumber, pickOne, type Random } from "../kit/random.ts";
import type { Store } from "../kit/store.ts";
import { DAY_MS, HOUR_MS, type Instant, parseLocalTime } from "../kit/time.ts";
import type { Purchase } from "../ledger/purchase-records.ts";
import { randomOf, wasPaidBackAtStart } from "../orders/sold-goods.ts";

export const DELIVERY_TYPES = ["request", "in_progress", "delivery", "partial_delivery", "return", "cancel"] as const;
export type DeliveryType = (typeof DELIVERY_TYPES)[number];

export interface Parcel {
  readonly service: string;
  readonly trackingId: string;
  readonly quantity: number;
  /** `YYYY-MM-DD`, or empty. */
  readonly expectedAt: string;
}

/** The delivery of one purchase of shipped goods. */
export interface Delivery {
  readonly id: number;
  readonly purchase: Purchase;
  readonly type: DeliveryType;
  readonly quantityTotal: number;
  readonly quantityDelivered: number;
  readonly processedAt: Instant | null;
  readonly parcels: readonly Parcel[];
}

/** Each purchase contains one piece. */
const QUANTITY = 1;
/** Added to the id of an item to get the id of its delivery, as in the description's examples. */
const ID_OFFSET = 610_001 - 770_003;
const KNOWN_ID = 610_001;
const KNOWN_PARCEL: Parcel = { service: "dhl", trackingId: "00340434161094000001", quantity: 1, expectedAt: "" };

/** Younger orders wait to be packed; those up to twice as old are being packed. */
const WAITING_MS = 5 * DAY_MS;
const SERVICES = ["dhl", "dpd", "hermes"] as const;
const TRACKING_DIGITS = 20;
const TRACKING_PREFIX = "0034043416109";

/**
 * The seeded state of a delivery. A `rank` of 0 is the youngest seeded order, 1 the one before: there is always something
 * to pack, however old the last order is.
 */
export function initialDelivery(store: Store, purchase: Purchase, rank: number): Delivery {
  const id = purchase.itemId + ID_OFFSET;
  const waiting = { id, purchase, quantityTotal: QUANTITY, quantityDelivered: 0, processedAt: null, parcels: [] };
  const age = store.createdAt - purchase.createdAt;
  if (id === KNOWN_ID) {
    const processedAt = parseLocalTime("2026-03-16 08:00:00") ?? null;
    return { ...waiting, type: "delivery", quantityDelivered: QUANTITY, processedAt, parcels: [KNOWN_PARCEL] };
  }
  if (age < 2 * WAITING_MS || rank === 0 || rank === 1) {
    const isPacked = rank === 1 || (rank !== 0 && age >= WAITING_MS);
    return { ...waiting, type: isPacked ? "in_progress" : "request" };
  }
  const random = randomOf(store, purchase);
  return {
    ...waiting,
    type: wasPaidBackAtStart(store, purchase.id) ? "return" : "delivery",
    quantityDelivered: QUANTITY,
    processedAt: purchase.createdAt + pickNumber(random, 20, 90) * HOUR_MS,
    parcels: [pickParcel(random, purchase)],
  };
}

/** Whether the delivery is finished: sent, returned or cancelled. */
export function isProcessed(type: DeliveryType): boolean {
  return type === "delivery" || type === "return" || type === "cancel";
}

function pickParcel(random: Random, { itemId }: Purchase): Parcel {
  return {
    service: pickOne(random, SERVICES),
    trackingId: `${TRACKING_PREFIX}${String(itemId).padStart(TRACKING_DIGITS - TRACKING_PREFIX.length, "0")}`,
    quantity: QUANTITY,
    expectedAt: "",
  };
}
