import type { WireCase } from "./wire-case.ts";

export const affiliatesCases: readonly WireCase[] = [
  {
    tool: "GetGetaffiliatecommission",
    apiFunction: "getAffiliateCommission",
    args: { affiliate_id: "partnerin24", product_ids: [12345, 67890] },
    form: { affiliate_id: "partnerin24", product_ids: "12345,67890" },
  },
  {
    tool: "updateAffiliateCommission",
    apiFunction: "updateAffiliateCommission",
    args: {
      affiliate_id: "partnerin24",
      product_ids: "all",
      data: { commission_rate: 40, commission_fix: 2.5, commission_currency: "EUR", can_overpay: "Y_per_unit" },
    },
    form: {
      affiliate_id: "partnerin24",
      product_ids: "all",
      "data[commission_rate]": "40",
      "data[commission_fix]": "2.5",
      "data[commission_currency]": "EUR",
      "data[can_overpay]": "Y_per_unit",
    },
  },
  {
    tool: "validateAffiliate",
    apiFunction: "validateAffiliate",
    args: { affiliate_name: "partnerin24", product_ids: 12345 },
    form: { affiliate_name: "partnerin24", product_ids: "12345" },
  },
  {
    tool: "setReferringAffiliate",
    apiFunction: "setReferringAffiliate",
    args: { referrer_id: 200003, affiliate_id: "partnerin24", commission: 5 },
    form: { referrer_id: "200003", affiliate_id: "partnerin24", commission: "5" },
  },
  {
    tool: "setAffiliateForEmail",
    apiFunction: "setAffiliateForEmail",
    args: { email: "erika.beispiel@example.com", affiliate: "partnerin24", campaignkey: "fruehling" },
    form: { email: "erika.beispiel@example.com", affiliate: "partnerin24", campaignkey: "fruehling" },
  },
  {
    tool: "PostGetaffiliateforemail",
    apiFunction: "getAffiliateForEmail",
    args: { email: "erika.beispiel@example.com" },
    form: { email: "erika.beispiel@example.com" },
  },
  {
    tool: "GetGetreferringaffiliate",
    apiFunction: "getReferringAffiliate",
    args: { affiliate_id: "partnerin24" },
    form: { affiliate_id: "partnerin24" },
  },
  {
    tool: "GetGetcustomertoaffiliatebuyerdetails",
    apiFunction: "getCustomerToAffiliateBuyerDetails",
    args: { purchase_id: "K7M2QX9A,P4W8ZT3B" },
    form: { purchase_id: "K7M2QX9A,P4W8ZT3B" },
  },
  {
    tool: "renderJsTrackingCode",
    apiFunction: "renderJsTrackingCode",
    args: { affiliate_input: "aff", callback: "onTracking" },
    form: { affiliate_input: "aff", callback: "onTracking" },
  },
  {
    tool: "listCommissions",
    apiFunction: "listCommissions",
    args: { from: "start", transaction_type: ["payment", "refund"], page_size: 0 },
    form: { from: "start", transaction_type: "payment,refund", page_size: "0" },
  },
  { tool: "listCommissions", apiFunction: "listCommissions", args: {}, form: { page_size: "50" } },
  {
    tool: "listMarketplaceEntries",
    apiFunction: "listMarketplaceEntries",
    args: { sort_by: "rank" },
    form: { sort_by: "rank" },
  },
  {
    tool: "GetGetmarketplaceentry",
    apiFunction: "getMarketplaceEntry",
    args: { entry_id: 3301 },
    form: { entry_id: "3301" },
  },
];
