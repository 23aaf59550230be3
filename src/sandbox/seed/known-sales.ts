import type { PaymentPlan } from "../catalogue/payment-plan-records.ts";
import { termsOf } from "../catalogue/payment-terms.ts";
import { type Instant, parseLocalTime } from "../kit/time.ts";
import type { Buyer } from "../ledger/buyer-records.ts";
import type { PayMethod } from "../ledger/purchase-records.ts";
import { vatPercentOf } from "../ledger/vat.ts";
import { schedulePayments } from "./billing.ts";
import { type Order, type SeededSale, toSale } from "./sale.ts";

const SHIPPING_CENTS = 490;
const AFFILIATE_PERCENT = 40;

/** The buyers in the description's examples. */
export const KNOWN_BUYERS = {
  erika: {
    id: 880001,
    email: "erika.beispiel@example.com",
    firstName: "Erika",
    lastName: "Beispiel",
    salutation: "F",
    street: "Beispielweg 7",
    zipcode: "20095",
    city: "Hamburg",
    country: "DE",
    createdAt: at("2026-03-14 09:30:12"),
  },
  jonas: {
    id: 880002,
    email: "jonas.muster@example.com",
    firstName: "Jonas",
    lastName: "Muster",
    salutation: "M",
    street: "Musterplatz 3",
    zipcode: "1010",
    city: "Wien",
    country: "AT",
    createdAt: at("2026-01-05 18:02:41"),
  },
  lena: {
    id: 880003,
    email: "lena.probe@example.com",
    firstName: "Lena",
    lastName: "Probe",
    salutation: "F",
    street: "Probegasse 12",
    zipcode: "3011",
    city: "Bern",
    country: "CH",
    createdAt: at("2026-03-15 21:47:05"),
  },
} as const satisfies Record<string, Buyer>;

/** The three purchases in the description's examples, with their ids. Jonas keeps paying every month. */
export function knownSales(plans: ReadonlyMap<number, PaymentPlan>, now: Instant): readonly SeededSale[] {
  const { erika, jonas, lena } = KNOWN_BUYERS;
  const affiliate = { affiliateName: "partnerin24", affiliatePercent: AFFILIATE_PERCENT, campaignkey: "fruehling" };
  const course = {
    ...order(erika, "K7M2QX9A", plans.get(90001), "Online-Kurs Zeitmanagement", "paypal"),
    ...affiliate,
  };
  const club = order(jonas, "P4W8ZT3B", plans.get(90003), "Mitgliedschaft Fokus-Club", "creditcard");
  const book = order(lena, "R6N1VC5D", plans.get(90004), "Workbook Morgenroutine", "banktransfer");
  return [
    sale({ ...course, itemId: 770001 }, now, [55000001]),
    sale({ ...club, itemId: 770002 }, now, [55000002, 55000003, 55000004]),
    sale({ ...book, itemId: 770003, shippingCents: SHIPPING_CENTS }, now, [55000005]),
  ];
}

function sale(bought: Order, now: Instant, transactionIds: readonly number[]): SeededSale {
  const { purchase, transactions } = toSale(bought, schedulePayments(bought.terms, bought.createdAt, now, "as_agreed"));
  const numbered = transactions.map((transaction, index) => {
    const id = transactionIds[index];
    return id === undefined ? transaction : { ...transaction, id };
  });
  return { purchase, transactions: numbered };
}

function order(
  buyer: Buyer,
  id: string,
  plan: PaymentPlan | undefined,
  productName: string,
  payMethod: PayMethod,
): Order {
  if (plan === undefined) {
    throw new Error(`purchase ${id} needs a payment plan`);
  }
  return {
    id,
    createdAt: buyer.createdAt,
    buyerId: buyer.id,
    productId: plan.productId,
    productName,
    itemId: 0,
    terms: termsOf(plan),
    shippingCents: 0,
    currency: plan.currency,
    vatPercent: vatPercentOf(buyer.country),
    payMethod,
    role: "vendor",
    affiliateName: null,
    affiliatePercent: 0,
    campaignkey: "",
    isTest: false,
  };
}

function at(text: string): Instant {
  return parseLocalTime(text) ?? Number.NaN;
}
