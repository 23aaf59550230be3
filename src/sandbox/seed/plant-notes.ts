import { serviceProofs } from "../fulfilment/service-proof-records.ts";
import type { Store } from "../kit/store.ts";
import { buyerOf, buyers } from "../ledger/buyer-records.ts";
import { type Purchase, purchases } from "../ledger/purchase-records.ts";
import { setBuyerDetails } from "../orders/buyer-details.ts";
import { setFormEntries } from "../orders/custom-forms.ts";
import { addFreeTicket } from "../orders/eticket-records.ts";
import { EVENT } from "../orders/eticket-seed.ts";
import { notesOf, setNotes } from "../orders/purchase-notes.ts";
import { categoryOf, isPaidSale, paidPurchasesOf } from "../orders/sold-goods.ts";
import { affiliateRecords } from "../partners/affiliate-records.ts";
import { affiliateNamed } from "../partners/find-affiliate.ts";
import { ENGLISH, GERMAN, type PlantedTexts } from "./planted-texts.ts";

/**
 * Makes strangers of a shop write instructions to an agent into every field that they can fill, half of them in English
 * and half in German: the buyers and affiliates of some of the latest orders. For tests of agents.
 */
export function plantNotes(store: Store): void {
  const chosen = ordersToChange(store);
  for (const [order, texts] of chosen) {
    plantInOrder(store, order, texts);
  }
  // The affiliates are made from the orders, so these come first.
  plantWithAffiliates(store, ENGLISH, GERMAN);
  plantWithAffiliates(store, GERMAN, ENGLISH);
  plantInTicket(store, ENGLISH);
  plantInTicket(store, GERMAN);
  plantInRequests(store);
}

/** The last two of each kind, since each kind has fields of its own. */
function ordersToChange(store: Store): ReadonlyMap<Purchase, PlantedTexts> {
  const all = [...purchases(store).values()].filter(({ isTest }) => !isTest);
  const kinds = [
    all.filter(({ role }) => role === "affiliate"),
    all.filter((order) => order.role === "vendor" && order.affiliateName !== null),
    paidPurchasesOf(store, EVENT.productId),
    all.filter((order) => isPaidSale(store, order) && categoryOf(store, order.productId) === "shipping"),
  ];
  return new Map(
    kinds.flatMap((orders) => orders.slice(-2).map((order, index) => [order, index === 0 ? GERMAN : ENGLISH] as const)),
  );
}

function plantInOrder(store: Store, order: Purchase, texts: PlantedTexts): void {
  const ofAffiliate = order.role === "vendor" && order.affiliateName !== null;
  const changed: Purchase = {
    ...order,
    campaignkey: texts.campaignkey,
    affiliateName: ofAffiliate ? texts.affiliateName : order.affiliateName,
  };
  purchases(store).set(order.id, changed);
  setNotes(store, order, {
    ...notesOf(store, order),
    custom: texts.custom,
    trackingParam: texts.trackingkey,
    placeholders: { NAME: texts.placeholder },
    click: { id: texts.clickId, subIds: texts.subIds },
    utm: {
      utm_source: texts.utmSource,
      utm_medium: texts.utmMedium,
      utm_campaign: texts.utmCampaign,
      utm_term: texts.utmTerm,
      utm_content: texts.utmContent,
    },
  });
  if (order.productId === EVENT.productId) {
    setFormEntries(store, order, { essen: texts.formEntry });
  }
  plantInBuyer(store, order, texts);
}

function plantInBuyer(store: Store, order: Purchase, texts: PlantedTexts): void {
  const { title, company, streetName, streetNumber, state, phoneNo, firstName, lastName, zipcode, city } = texts;
  const buyer = buyerOf(store, order);
  const street = `${streetName} ${streetNumber}`;
  buyers(store).byId.set(buyer.id, { ...buyer, firstName, lastName, street, zipcode, city });
  setBuyerDetails(store, buyer.id, { title, company, streetName, streetNumber, state, phoneNo });
}

/** An affiliate whom another one recruited, and to whom the orders of a buyer are credited. */
function plantWithAffiliates(store: Store, texts: PlantedTexts, referrer: PlantedTexts): void {
  const { assignments, referrals } = affiliateRecords(store);
  const [own, other] = [affiliateNamed(store, texts.affiliateName), affiliateNamed(store, referrer.affiliateName)];
  if (own === undefined || other === undefined) {
    return;
  }
  const { campaignkey, trackingkey, clickId } = texts;
  assignments.set(own.email, { affiliateId: own.id, campaignkey, trackingkey, clickId, at: store.createdAt });
  const referral = { affiliateId: own.id, referrerId: other.id, percent: 10, createdBy: other.id };
  referrals.set(own.id, { ...referral, createdAt: store.createdAt });
}

function plantInTicket(store: Store, { firstName, lastName, title }: PlantedTexts): void {
  const holder = { email: "gast@example.com", firstName, lastName, salutation: "", title };
  const { dateId: _dateId, ...event } = EVENT;
  addFreeTicket(store, event, holder, { no: 1, count: 1, note: "" });
}

/** Open requests for a proof, with the buyer's reason for wanting the money back. */
function plantInRequests(store: Store): void {
  const open = [...serviceProofs(store).values()].filter(({ requestStatus }) => requestStatus === "pending");
  for (const [index, proof] of open.entries()) {
    const { refundReason } = index % 2 === 0 ? ENGLISH : GERMAN;
    serviceProofs(store).set(proof.id, { ...proof, notes: refundReason });
  }
}
