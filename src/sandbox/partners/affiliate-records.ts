import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";
import { addMonths, DAY_MS, type Instant } from "../kit/time.ts";
import { purchases } from "../ledger/purchase-records.ts";
import type { ApprovalStatus, Flag } from "../wire/values.ts";

/** A partner who is paid for sending buyers. */
export interface Affiliate {
  readonly id: number;
  /** The Digistore24 id. */
  readonly name: string;
  readonly email: string;
}

/** Permission to promote a product, and the commission. Null stands for the product's own commission. */
export interface Affiliation {
  readonly affiliateId: number;
  readonly productId: number;
  readonly percent: number | null;
  readonly fixCents: number | null;
  readonly currency: string | null;
  readonly isOnFirstOnly: Flag;
  readonly canOverpay: "N" | "N_per_unit" | "Y" | "Y_per_unit";
  readonly status: ApprovalStatus;
}

/** The affiliate to whom purchases with an e-mail address are credited. */
interface Assignment {
  readonly affiliateId: number;
  readonly campaignkey: string;
  readonly trackingkey: string;
  readonly clickId: string;
  readonly at: Instant;
}

/** The recruiter of an affiliate, and the commission for recruiting. */
export interface Referral {
  readonly affiliateId: number;
  readonly referrerId: number;
  readonly percent: number;
  readonly createdAt: Instant;
  readonly createdBy: number;
}

interface AffiliateRecords {
  readonly affiliates: ReadonlyMap<number, Affiliate>;
  /** By {@link affiliationKey}. */
  readonly affiliations: Map<string, Affiliation>;
  /** By e-mail address, in lower case. */
  readonly assignments: Map<string, Assignment>;
  /** By the id of the recruited affiliate. */
  readonly referrals: Map<number, Referral>;
}

const OWNER_ID = 100_001;
const FIRST_ID = 200_002;
const PARTNER = "partnerin24";
const REFERRER = "netzwerker7";
/** Has asked to promote the course, and is waiting. */
const APPLICANT = "neustarter";

export const affiliateRecords = defineSlice(seedRecords);

export function affiliationKey({ affiliateId, productId }: Pick<Affiliation, "affiliateId" | "productId">): string {
  return `${affiliateId}/${productId}`;
}

/** A new affiliation: approved, since the vendor creates it. */
export function newAffiliation(affiliateId: number, productId: number): Affiliation {
  return {
    affiliateId,
    productId,
    percent: null,
    fixCents: null,
    currency: null,
    isOnFirstOnly: "N",
    canOverpay: "N",
    status: "approved",
  };
}

function seedRecords(store: Store): AffiliateRecords {
  const names = [...new Set([PARTNER, REFERRER, ...namesInPurchases(store), APPLICANT])];
  const ids = new Map(names.map((name, index) => [name, FIRST_ID + index]));
  const idOf = (name: string) => ids.get(name) ?? FIRST_ID;
  const affiliates = names.map((name) => ({ id: idOf(name), name, email: `${name}@example.com` }));
  const partnerId = idOf(PARTNER);
  return {
    affiliates: new Map(affiliates.map((affiliate) => [affiliate.id, affiliate])),
    affiliations: new Map(seedAffiliations(store, idOf).map((one) => [affiliationKey(one), one])),
    assignments: new Map([["erika.beispiel@example.com", seedAssignment(store, partnerId)]]),
    referrals: new Map([[partnerId, seedReferral(store, partnerId, idOf(REFERRER))]]),
  };
}

/** Later ones for the same product replace earlier ones. */
function seedAffiliations(store: Store, idOf: (name: string) => number): readonly Affiliation[] {
  const sold = [...purchases(store).values()].flatMap(({ role, affiliateName, productId }) =>
    role === "vendor" && affiliateName !== null ? [newAffiliation(idOf(affiliateName), productId)] : [],
  );
  const partnerId = idOf(PARTNER);
  return [
    ...sold,
    { ...newAffiliation(partnerId, 12345), percent: 40 },
    { ...newAffiliation(partnerId, 67890), percent: 40, isOnFirstOnly: "Y" },
    { ...newAffiliation(idOf(APPLICANT), 12345), status: "pending" },
  ];
}

function seedAssignment(store: Store, affiliateId: number): Assignment {
  const labels = { campaignkey: "fruehling26", trackingkey: "newsletter-maerz", clickId: "klick-0815" };
  return { affiliateId, ...labels, at: store.createdAt - 4 * DAY_MS };
}

function seedReferral(store: Store, affiliateId: number, referrerId: number): Referral {
  const createdAt = addMonths(store.createdAt, -2);
  return { affiliateId, referrerId, percent: 10, createdAt, createdBy: OWNER_ID };
}

/** For other vendors' products, the account itself is the affiliate. */
function namesInPurchases(store: Store): readonly string[] {
  return [...purchases(store).values()].flatMap(({ role, affiliateName }) =>
    role === "vendor" && affiliateName !== null ? [affiliateName] : [],
  );
}
