import { expect, test } from "vitest";
import { exampleAnswers } from "../../../src/generated/example-answers.ts";
import { tools } from "../../support/generated-tools.ts";
import { openSandbox, type WireArguments } from "../sandbox-client.ts";

const EVENT = { location_id: "31", template_id: "12", date: "2026-04-18" };

const LOGIN = {
  purchase_id: "K7M2QX9A",
  platform_name: "Musterclub",
  login_name: "erika",
  login_url: "https://www.example.com/login",
  number_of_unlocked_lectures: "3",
  total_number_of_lectures: "8",
};

/** These need another key or a product that was never sold, or have times in the example: every-function.test.ts calls them. */
const CALLED_ELSEWHERE = ["deleteProduct", "requestApiKey", "retrieveApiKey", "unregister", "statsSalesSummary"];

/** The calls that the example answers of our description belong to. */
const CALLS: readonly (readonly [string, WireArguments])[] = [
  ["ping", {}],
  ["getUserInfo", {}],
  ["createProduct", { "data[name_de]": "Neu" }],
  ["getProduct", { product_id: "12345" }],
  ["listProducts", {}],
  ["updateProduct", { product_id: "12345", "data[name_de]": "Neu" }],
  ["copyProduct", { product_id: "12345", "data[name_de]": "Neu" }],
  ["listProductTypes", {}],
  ["createProductGroup", { "data[name]": "Neu" }],
  ["getProductGroup", { product_group_id: "501" }],
  ["listProductGroups", {}],
  ["updateProductGroup", { product_group_id: "501", "data[name]": "Neu" }],
  ["deleteProductGroup", { product_group_id: "501" }],
  ["createImage", { "data[name]": "Neu", "data[image-url]": "https://files.example.com/neu.png" }],
  ["getImage", { image_id: "7001" }],
  ["listImages", { usage_type: "product" }],
  ["deleteImage", { image_id: "7001" }],
  ["createShippingCostPolicy", { "data[name]": "Neu" }],
  ["getShippingCostPolicy", { policy_id: "1501" }],
  ["listShippingCostPolicies", {}],
  ["updateShippingCostPolicy", { policy_id: "1501", "data[name]": "Neu" }],
  ["deleteShippingCostPolicy", { policy_id: "1501" }],
  ["createOrderform", { "data[name]": "Neu" }],
  ["getOrderform", { orderform_id: "3101" }],
  ["getOrderformMetas", {}],
  ["listOrderforms", {}],
  ["updateOrderform", { orderform_id: "3101", "data[name]": "Neu" }],
  ["deleteOrderform", { orderform_id: "3101" }],
  ["listConversionTools", { type: "smartupgrade,countdowns" }],
  ["createPaymentplan", { product_id: "67890", "data[first_amount]": "19.90" }],
  ["listPaymentPlans", { product_id: "12345" }],
  ["updatePaymentplan", { paymentplan_id: "90001", "data[first_amount]": "1.00" }],
  ["deletePaymentplan", { paymentplan_id: "90001" }],
  ["createVoucher", { "data[code]": "LAUNCH10" }],
  ["getVoucher", { code: "SOMMER20" }],
  ["listVouchers", {}],
  ["updateVoucher", { code: "WILLKOMMEN15", "data[first_rate]": "10" }],
  ["deleteVoucher", { code: "WILLKOMMEN15" }],
  ["validateCouponCode", { code: "GUTSCHEIN25" }],
  ["createBuyUrl", { product_id: "12345" }],
  ["listBuyUrls", {}],
  ["deleteBuyUrl", { id: "250001" }],
  ["createUpgrade", { name: "Neu", to_product_id: "67890" }],
  ["getUpgrade", { upgrade_id: "7301", order_ids: "K7M2QX9A" }],
  ["listUpgrades", {}],
  ["deleteUpgrade", { upgrade_id: "7301" }],
  ["listSmartUpgrades", {}],
  ["getSmartupgrade", { smartupgrade_id: "8101", purchase_id: "K7M2QX9A" }],
  ["getUpsells", { product_id: "12345" }],
  ["updateUpsells", { product_id: "12345", "data[y]": "67890" }],
  ["deleteUpsells", { product_id: "12345" }],
  ["createUpgradePurchase", { purchase_ids: "K7M2QX9A", upgrade_id: "7301" }],
  ["createBillingOnDemand", { purchase_id: "K7M2QX9A", product_id: "24680" }],
  ["createAddonChangePurchase", { purchase_id: "P4W8ZT3B", "addons[0][product_id]": "24680" }],
  ["createRebillingPayment", { purchase_id: "P4W8ZT3B" }],
  ["addBalanceToPurchase", { purchase_id: "P4W8ZT3B", amount: "10" }],
  ["listPurchases", { from: "start" }],
  ["getPurchase", { purchase_id: "K7M2QX9A" }],
  ["listPurchasesOfEmail", { email: "erika.beispiel@example.com" }],
  ["listTransactions", { from: "start", "search[currency]": "EUR" }],
  ["stopRebilling", { purchase_id: "P4W8ZT3B" }],
  ["startRebilling", { purchase_id: "P4W8ZT3B" }],
  ["listRebillingStatusChanges", { from: "-60d" }],
  ["refundTransaction", { transaction_id: "55000001" }],
  ["refundPurchase", { purchase_id: "K7M2QX9A" }],
  ["refundPartially", { purchase_id: "K7M2QX9A", amount: "1.00" }],
  ["statsSales", { period: "month" }],
  ["statsDailyAmounts", {}],
  ["statsExpectedPayouts", {}],
  ["listCommissions", { from: "start" }],
  ["listInvoices", { purchase_id: "K7M2QX9A" }],
  ["resendInvoiceMail", { purchase_id: "K7M2QX9A" }],
  ["createEticket", { ...EVENT, product_id: "13579", "buyer[email]": "erika.beispiel@example.com" }],
  ["getEticket", { eticket_id: "20260418000000000017" }],
  ["listEtickets", {}],
  ["validateEticket", { ...EVENT, eticket_id: "20260418000000000017" }],
  ["getEticketSettings", {}],
  ["listEticketTemplates", {}],
  ["listEticketLocations", {}],
  ["listDeliveries", { "search[purchase_id]": "R6N1VC5D" }],
  ["getDelivery", { delivery_id: "610001" }],
  ["validateLicenseKey", { purchase_id: "K7M2QX9A", license_key: "MUSTER-0000-1111-2222" }],
  ["listBuyers", {}],
  ["getBuyer", { buyer_id: "880001" }],
  ["updateBuyer", { buyer_id: "880001", "data[city]": "Kiel" }],
  ["listServiceProofRequests", {}],
  ["getServiceProofRequest", { service_proof_id: "9101" }],
  ["updateServiceProofRequest", { service_proof_id: "9101", "data[request_status]": "proof_provided" }],
  ["listCustomFormRecords", {}],
  ["listAccountAccess", {}],
  ["logMemberAccess", LOGIN],
  ["updateDelivery", { delivery_id: "610001", "data[type]": "return" }],
  ["getAffiliateCommission", { affiliate_id: "partnerin24" }],
  ["updateAffiliateCommission", { affiliate_id: "200002", product_ids: "all", "data[commission_rate]": "30" }],
  ["getAffiliateForEmail", { email: "erika.beispiel@example.com" }],
  ["setAffiliateForEmail", { email: "erika.beispiel@example.com", affiliate: "partnerin24" }],
  ["getReferringAffiliate", { affiliate_id: "200002" }],
  ["setReferringAffiliate", { affiliate_id: "200002", referrer_id: "200003", commission: "15" }],
  ["validateAffiliate", { affiliate_name: "partnerin24", product_ids: "12345,67890" }],
  ["getCustomerToAffiliateBuyerDetails", { purchase_id: "K7M2QX9A" }],
  ["renderJsTrackingCode", { affiliate_input: "aff" }],
  ["ipnSetup", { ipn_url: "https://shop.example.com/ipn", name: "Neu", product_ids: "all" }],
  ["ipnInfo", { domain_id: "shop.example.com" }],
  ["ipnDelete", { domain_id: "shop.example.com" }],
  ["listCountries", {}],
  ["listCurrencies", {}],
  ["getGlobalSettings", {}],
  ["updatePurchase", { purchase_id: "K7M2QX9A", "data[custom]": "Neu" }],
  ["getPurchaseTracking", { purchase_id: "K7M2QX9A" }],
  ["getPurchaseDownloads", { purchase_id: "K7M2QX9A" }],
  ["resendPurchaseConfirmationMail", { purchase_id: "K7M2QX9A" }],
  ["reportFraud", { transaction_id: "55000001", who: "buyer", comment: "Karte gestohlen" }],
  ["listPayouts", {}],
  ["listMarketplaceEntries", {}],
  ["getMarketplaceEntry", { entry_id: "3301" }],
  ["statsMarketplace", {}],
  ["statsAffiliateToplist", { from: "2025-04", to: "2026-03" }],
];

/** The fields of an answer with their types; of a list those of its first item. */
function shapeOf(value: unknown, path = "data"): Readonly<Record<string, string>> {
  if (Array.isArray(value)) {
    return { [path]: "list", ...(value.length > 0 ? shapeOf(value[0], `${path}[0]`) : {}) };
  }
  if (typeof value !== "object" || value === null) {
    return { [path]: value === null ? "null" : typeof value };
  }
  return Object.assign({}, ...Object.entries(value).map(([name, inner]) => shapeOf(inner, `${path}.${name}`)));
}

test("every function is called", () => {
  const called = [...CALLED_ELSEWHERE, ...CALLS.map(([functionName]) => functionName)];
  expect(new Set(called)).toEqual(new Set(tools.map(({ functionName }) => functionName)));
});

test.each(CALLS)("%s answers with the fields and types of the description's example", async (functionName, args) => {
  const example = exampleAnswers[functionName] as { readonly data: unknown };
  const answer = await openSandbox().data(functionName, args);
  const shape = shapeOf(answer);
  for (const [path, type] of Object.entries(shapeOf(example.data))) {
    expect(shape, path).toHaveProperty([path]);
    // Null stands for a value of any type that is not there.
    const isSame = shape[path] === type || shape[path] === "null" || type === "null";
    expect(isSame, `${path}: ${shape[path]} instead of ${type}`).toBe(true);
  }
});
