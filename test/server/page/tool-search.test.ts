import { describe, expect, test } from "vitest";
import { PRESETS } from "../../../src/server/contract/presets.ts";
import { withMarks } from "../../../src/server/contract/tool-definition.ts";
import { generatedDefinitions } from "../../../src/server/contract/tool-registry.ts";
import { INSIGHT_TOOLS } from "../../../src/server/insights/insight-tools.ts";
import { SUBJECTS } from "../../../src/server/page/texts/search-words.ts";
import { matchesText } from "../../../src/server/page/tool-filter.ts";
import { SERVED_TOOL_COUNT } from "../../support/published-tools.ts";

const INSIGHTS = INSIGHT_TOOLS.map(withMarks);
const TOOLS = [...generatedDefinitions(), ...INSIGHTS];
const SERVED = [...generatedDefinitions().filter(({ isPublished }) => isPublished), ...INSIGHTS];
/** A search that finds more has not helped. */
const MAX_FOUND = 20;

const namesOf = (text: string, language: "de" | "en", tools = SERVED) =>
  tools.filter((tool) => matchesText(tool, text, language)).map(({ name }) => name);

const EVERYDAY: readonly (readonly [words: string, ...tools: string[]])[] = [
  ["Rückerstattung", "updateServiceProofRequest", "PostListtransactions"],
  ["Rueckerstattungen", "updateServiceProofRequest"],
  ["ruckerstattung", "updateServiceProofRequest"],
  ["Geld zurück", "updateServiceProofRequest"],
  ["Storno", "updateServiceProofRequest", "reportSubscriptions"],
  ["stornieren", "updateServiceProofRequest", "reportSubscriptions"],
  ["Rabatt", "PostCreatevoucher", "PostListvouchers"],
  ["Rabattcode", "PostCreatevoucher", "validateCouponCode"],
  ["Umsatz", "reportSales", "statsSales", "statsSalesSummary", "statsDailyAmounts", "briefShop"],
  ["Umsätze", "reportSales", "statsSales"],
  ["Einnahmen", "reportSales", "statsSalesSummary", "listCommissions", "statsExpectedPayouts"],
  ["Verdienst", "reportSales", "listCommissions"],
  ["Kunde", "GetGetbuyer", "listBuyers", "updateBuyer", "reviewCustomer"],
  ["Kundin", "GetGetbuyer", "listBuyers", "reviewCustomer"],
  ["Kundendaten", "listBuyers"],
  ["KAEUFER", "listBuyers"],
  ["Bestellungen", "listPurchases", "GetGetpurchase", "listPurchasesOfEmail"],
  ["Verkäufe", "listPurchases", "reportSales"],
  ["Gutscheine", "PostCreatevoucher", "PostListvouchers", "getVoucher", "updateVoucher"],
  ["Gutscheincodes", "validateCouponCode"],
  ["Rechnung", "listInvoices"],
  ["offene Rechnungen", "reportOpenPayments"],
  ["Mahnung", "reportOpenPayments"],
  ["Mahnungen", "reportOpenPayments"],
  ["Zahlungsausfall", "reportOpenPayments"],
  ["Abo", "reportSubscriptions", "GetListrebillingstatuschanges"],
  ["Abos", "reportSubscriptions"],
  ["Abonnements", "reportSubscriptions"],
  ["Kündigung", "reportSubscriptions", "GetListrebillingstatuschanges"],
  ["Kündigungen", "reportSubscriptions"],
  ["Ticket", "PostCreateeticket", "listEtickets"],
  ["Tickets", "listEtickets"],
  ["Partner", "GetGetaffiliatecommission", "validateAffiliate", "statsAffiliateToplist"],
  ["Partnerprogramm", "validateAffiliate"],
  ["Provision", "listCommissions", "GetGetaffiliatecommission", "updateAffiliateCommission"],
  ["Preise", "PostCreatepaymentplan", "listPaymentPlans"],
  ["Auszahlung", "statsExpectedPayouts"],
  ["E-Mail ändern", "updateBuyer"],
  ["change email", "updateBuyer"],
  ["offene Posten", "reportOpenPayments"],
  ["Zahlungsart", "GetGetpurchase", "PostListtransactions"],
  ["payment method", "GetGetpurchase", "PostListtransactions"],
  ["Webinar", "PostCreateeticket", "PostCreateproduct"],
  ["Upsell", "PostCreateupgrade", "GetListsmartupgrades"],
  ["Newsletter", "listBuyers"],
  ["Preis ändern", "PostCreatepaymentplan", "listPaymentPlans"],
  ["Rechnung verschicken", "listInvoices"],
  ["Versand", "listDeliveries", "listShippingCostPolicies"],
  ["refund", "updateServiceProofRequest", "PostListtransactions"],
  ["refunds", "updateServiceProofRequest"],
  ["discount", "PostCreatevoucher", "PostListvouchers", "validateCouponCode"],
  ["coupons", "PostCreatevoucher", "PostListvouchers"],
  ["revenue", "reportSales", "statsSales", "statsDailyAmounts"],
  ["sales", "reportSales", "statsSales", "listPurchases"],
  ["earnings", "listCommissions", "statsSalesSummary", "statsExpectedPayouts"],
  ["customer", "listBuyers", "GetGetbuyer", "reviewCustomer"],
  ["customers", "listBuyers", "GetGetbuyer"],
  ["subscription", "reportSubscriptions", "GetListrebillingstatuschanges"],
  ["subscriptions", "reportSubscriptions"],
  ["cancel", "reportSubscriptions", "GetListrebillingstatuschanges"],
  ["cancellation", "reportSubscriptions"],
  ["invoice", "listInvoices"],
  ["unpaid invoices", "reportOpenPayments"],
  ["dunning", "reportOpenPayments"],
  ["partner", "validateAffiliate", "statsAffiliateToplist"],
  ["ticket", "listEtickets"],
];

describe.each(["de", "en"] as const)("the search of the page in %s", (language) => {
  test.each(EVERYDAY)("for %s finds the fitting tools, and not most of the others", (words, ...tools) => {
    const found = namesOf(words, language);
    expect(found).toEqual(expect.arrayContaining(tools));
    expect(found.length).toBeLessThanOrEqual(MAX_FOUND);
  });

  test.each([
    ["Rückerstattung", "refundPurchase", "refundPartially", "refundTransaction"],
    ["kündigen", "stopRebilling"],
    ["Preis ändern", "updatePaymentplan"],
    ["Newsletter", "ipnSetup"],
    ["Auszahlungen", "listPayouts"],
    ["abbuchen", "PostCreaterebillingpayment", "PostCreatebillingondemand"],
  ])("for %s finds tools that only the whole surface has", (words, ...tools) => {
    expect(namesOf(words, language, TOOLS)).toEqual(expect.arrayContaining(tools));
  });

  test("for a short word does not find every description that has its letters", () => {
    expect(namesOf("Abo", language).sort()).toEqual(["GetListrebillingstatuschanges", "reportSubscriptions"]);
  });

  test.each(["Einhorn", "unicorn", "Rabatt Einhorn"])("for %s finds nothing", (words) => {
    expect(namesOf(words, language, TOOLS)).toEqual([]);
  });
});

test("every subject names toolsets and tools that exist", () => {
  const known = new Set(TOOLS.flatMap(({ name, toolset }) => [name, toolset]));
  expect(SUBJECTS.flatMap(({ finds }) => finds).filter((name) => !known.has(name))).toEqual([]);
  expect(Object.keys(PRESETS).filter((name) => SUBJECTS.some(({ finds }) => finds.includes(name)))).toEqual([]);
  expect(SERVED).toHaveLength(SERVED_TOOL_COUNT);
});
