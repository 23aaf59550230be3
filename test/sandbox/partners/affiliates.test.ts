import { describe, expect, test } from "vitest";
import { openSandbox, type Sandbox, type WireArguments } from "../sandbox-client.ts";

const PARTNER = { affiliate_id: "partnerin24" };

async function affiliationTo({ data }: Sandbox, productId: string, affiliate: WireArguments = PARTNER) {
  const { affiliations } = await data("getAffiliateCommission", { ...affiliate, product_ids: productId });
  return affiliations[0];
}

describe("commissions", () => {
  test.each(["200002", "partnerin24", "PartnerIn24", "partnerin24@example.com"])(
    "are shown for the affiliate named %s",
    async (affiliate_id) => {
      const { data } = openSandbox();
      const answer = await data("getAffiliateCommission", { affiliate_id });
      expect(answer).toMatchObject({ affiliate_id: "200002", affiliate_name: "partnerin24" });
      expect(answer.affiliations).toMatchObject([
        { product_id: "12345", commission_rate: "40.00", is_on_first_pmnt_only: "", approval_status_msg: "Genehmigt" },
        { product_id: "67890", commission_rate: "40.00", default_commission_rate: "0.00", is_on_first_pmnt_only: "Y" },
      ]);
    },
  );

  test("belong to every affiliate that a purchase of the shop names", async () => {
    const { data } = openSandbox();
    const { purchase_list } = await data("listPurchases", { from: "start", "search[role]": "vendor" });
    const sold = purchase_list.filter(({ has_affiliate }: { has_affiliate: string }) => has_affiliate === "Y");
    expect(new Set(sold.map((purchase: { affiliate_name: string }) => purchase.affiliate_name)).size).toBe(2);
    for (const { affiliate_name, main_product_id } of sold) {
      const args = { affiliate_name, product_ids: String(main_product_id) };
      expect(await data("validateAffiliate", args)).toMatchObject({ affiliation_status: "approved" });
    }
  });

  test("follow the product's own until they are set, and again once they are cleared", async () => {
    const sandbox = openSandbox();
    const affiliate = { affiliate_id: "empfehlungsfuchs" };
    await sandbox.data("updateProduct", { product_id: "12345", "data[affiliate_commission]": "35" });
    expect(await affiliationTo(sandbox, "12345", affiliate)).toMatchObject({
      commission_rate: "35.00",
      default_commission_rate: "35.00",
    });
    const args = { ...affiliate, product_ids: "12345" };
    expect(await sandbox.data("updateAffiliateCommission", { ...args, "data[commission_rate]": "50" })).toEqual([]);
    expect(await affiliationTo(sandbox, "12345", affiliate)).toMatchObject({
      commission_rate: "50.00",
      default_commission_rate: "35.00",
    });
    await sandbox.data("updateAffiliateCommission", { ...args, "data[commission_rate]": "" });
    expect(await affiliationTo(sandbox, "12345", affiliate)).toMatchObject({ commission_rate: "35.00" });
  });

  test("of all products change if there is an affiliation, and create none", async () => {
    const { data } = openSandbox();
    const change = {
      "data[commission_rate]": "12.5",
      "data[commission_fix]": "2.50",
      "data[commission_currency]": "chf",
      "data[is_on_first_pmnt_only]": "N",
      "data[approval_status]": "rejected",
    };
    await data("updateAffiliateCommission", { ...PARTNER, product_ids: "all", ...change });
    const { affiliations } = await data("getAffiliateCommission", PARTNER);
    const changed = {
      commission_rate: "12.50",
      commission_fix: "2.50",
      commission_currency: "CHF",
      is_on_first_pmnt_only: "",
      approval_status: "rejected",
      approval_status_msg: "Abgelehnt",
    };
    expect(affiliations).toMatchObject([
      { product_id: "12345", ...changed },
      { product_id: "67890", ...changed },
    ]);
  });

  test("of a single named product create an affiliation if there was none", async () => {
    const sandbox = openSandbox();
    expect(await affiliationTo(sandbox, "24680")).toBeUndefined();
    const args = { ...PARTNER, product_ids: "24680, 13579", "data[can_overpay]": "Y_per_unit" };
    expect(await sandbox.data("updateAffiliateCommission", args)).toEqual([]);
    expect(await affiliationTo(sandbox, "24680")).toMatchObject({
      commission_rate: "0.00",
      approval_status: "approved",
    });
    expect(await affiliationTo(sandbox, "13579")).toMatchObject({ product_id: "13579" });
  });

  test("stay the same if nothing new is sent, or only outside data", async () => {
    const sandbox = openSandbox();
    const changes: WireArguments[] = [
      { "data[commission_rate]": "40" },
      { commission_rate: "90" },
      { "data[no_such_field]": "x" },
    ];
    for (const change of changes) {
      const args = { ...PARTNER, product_ids: "12345", ...change };
      expect(await sandbox.data("updateAffiliateCommission", args)).toEqual({ modified: "N" });
    }
    const unknown = { ...PARTNER, product_ids: "24680", "data[no_such_field]": "x" };
    expect(await sandbox.data("updateAffiliateCommission", unknown)).toEqual({ modified: "N" });
    expect(await affiliationTo(sandbox, "24680")).toBeUndefined();
  });

  test("are no longer shown for a deleted product", async () => {
    const { data } = openSandbox();
    const { product_id } = await data("createProduct", { "data[name_de]": "Nie verkauft" });
    const product_ids = String(product_id);
    await data("updateAffiliateCommission", { ...PARTNER, product_ids, "data[commission_rate]": "5" });
    expect((await data("getAffiliateCommission", PARTNER)).affiliations).toHaveLength(3);
    await data("deleteProduct", { product_id: product_ids });
    expect((await data("getAffiliateCommission", PARTNER)).affiliations).toHaveLength(2);
  });

  test("accept only valid values", async () => {
    const { call } = openSandbox();
    const refused: WireArguments[] = [
      { "data[commission_rate]": "101" },
      { "data[commission_fix]": "2,50" },
      { "data[commission_currency]": "Euro" },
      { "data[can_overpay]": "maybe" },
      { "data[approval_status]": "done" },
    ];
    for (const change of refused) {
      const args = { ...PARTNER, product_ids: "12345", ...change };
      expect(await call("updateAffiliateCommission", args)).toMatchObject({ code: 3 });
    }
  });
});

describe("the affiliate of an e-mail", () => {
  test("is shown with the labels of the click", async () => {
    const { data } = openSandbox();
    expect(await data("getAffiliateForEmail", { email: "Erika.Beispiel@example.com" })).toEqual({
      affiliate_name: "partnerin24",
      affiliate_id: 200002,
      campaignkey: "fruehling26",
      trackingkey: "newsletter-maerz",
      click_id: "klick-0815",
      promoclick_at: "2026-03-12 10:15:00",
    });
  });

  test("is replaced, labels included", async () => {
    const { data } = openSandbox();
    const args = { email: "erika.beispiel@example.com", affiliate: "empfehlungsfuchs", campaignkey: "blog" };
    expect(await data("setAffiliateForEmail", args)).toEqual([]);
    expect(await data("getAffiliateForEmail", { email: args.email })).toMatchObject({
      affiliate_name: "empfehlungsfuchs",
      campaignkey: "blog",
      trackingkey: "",
      click_id: "",
      promoclick_at: "2026-03-16 10:15:00",
    });
  });

  test("is missing for an address that was never assigned, and must be an affiliate", async () => {
    const { call } = openSandbox();
    const email = "neu@example.com";
    expect(await call("getAffiliateForEmail", { email })).toMatchObject({ code: 4 });
    const wrong = await call("setAffiliateForEmail", { email, affiliate: "niemand" });
    expect(wrong).toMatchObject({ code: 4, message: "Affiliate nicht gefunden: niemand" });
    expect(await call("setAffiliateForEmail", { email: "neu", affiliate: "partnerin24" })).toMatchObject({ code: 3 });
  });
});

describe("the referrer of an affiliate", () => {
  test("is shown with the commission for it", async () => {
    const { data } = openSandbox();
    expect(await data("getReferringAffiliate", PARTNER)).toEqual({
      affiliate_id: 200002,
      affiliate_name: "partnerin24",
      referrer_id: 200003,
      referrer_name: "netzwerker7",
      commission: 10,
      created_at: "2026-01-16 10:15:00",
      created_by: 100001,
    });
  });

  test("is set, changed or kept, and the answer says which", async () => {
    const { data } = openSandbox();
    const set = (args: WireArguments) =>
      data("setReferringAffiliate", { affiliate_id: "empfehlungsfuchs", referrer_id: "partnerin24", ...args });
    expect(await set({ commission: "5" })).toMatchObject({
      action: "create",
      referrer_name: "partnerin24",
      commission: 5,
      created_at: "2026-03-16 10:15:00",
    });
    expect(await set({})).toMatchObject({ action: "none", commission: 5 });
    expect(await set({ referrer_id: "200003" })).toMatchObject({ action: "update", commission: 5 });
    expect(await data("getReferringAffiliate", { affiliate_id: "empfehlungsfuchs" })).toMatchObject({
      referrer_name: "netzwerker7",
      commission: 5,
    });
  });

  test("must be another account, and a known one", async () => {
    const { call } = openSandbox();
    const set = (referrer_id: string) => call("setReferringAffiliate", { ...PARTNER, referrer_id });
    expect(await set("200002")).toMatchObject({ code: 3 });
    expect(await set("1")).toMatchObject({ code: 4 });
    expect(await call("getReferringAffiliate", { affiliate_id: "netzwerker7" })).toMatchObject({ code: 4 });
  });
});

describe("checking an affiliate never fails", () => {
  const partner = "partnerin24";
  const checks: [string, string, string, WireArguments][] = [
    [partner, "12345,67890", "approved", { have_affiliation: "Y", valid_product_ids: "12345,67890" }],
    [partner, "12345,24680", "no_affiliation", { have_affiliation: "N", invalid_product_ids: "" }],
    [partner, "1,x,12345", "approved", { valid_product_ids: "12345", invalid_product_ids: "1,x" }],
    [partner, "1", "no_valid_products", { have_affiliation: "N", invite_url: "" }],
    ["neustarter", "12345", "wait_for_approval", { have_affiliation: "N" }],
    ["niemand", "12345", "no_affiliation", { invite_url: "" }],
  ];
  test.each(checks)("%s for %s: %s", async (affiliate_name, product_ids, affiliation_status, more) => {
    const { data } = openSandbox();
    const answer = await data("validateAffiliate", { affiliate_name, product_ids });
    expect(answer).toMatchObject({ affiliation_status, ...more });
    expect(answer.invalid_affiliate_name).toBe(affiliate_name === "niemand");
  });

  test("and its answer follows the vendor's decision", async () => {
    const { data } = openSandbox();
    const args = { affiliate_id: "neustarter", product_ids: "12345", "data[approval_status]": "approved" };
    await data("updateAffiliateCommission", args);
    expect(await data("validateAffiliate", { affiliate_name: "neustarter", product_ids: "12345" })).toMatchObject({
      affiliation_status: "approved",
      invite_url: "https://www.digistore24.com/signup/12345/neustarter",
    });
  });
});

test("a buyer's affiliate links are a list for one purchase, and an object by id for several", async () => {
  const { data, call } = openSandbox();
  const one = await data("getCustomerToAffiliateBuyerDetails", { purchase_id: "K7M2QX9A" });
  expect(one).toEqual({
    customer_affiliate_name: "kunde880001",
    customer_to_affiliate_url: "https://www.digistore24.com/signup/12345/kunde880001",
    customer_affiliate_promo_url: "https://www.digistore24.com/redir/12345/kunde880001",
  });
  const both = await data("getCustomerToAffiliateBuyerDetails", { purchase_id: "K7M2QX9A, P4W8ZT3B" });
  expect(both).toEqual({
    K7M2QX9A: one,
    P4W8ZT3B: expect.objectContaining({ customer_affiliate_name: "kunde880002" }),
  });
  expect(await call("getCustomerToAffiliateBuyerDetails", { purchase_id: "NONE" })).toMatchObject({ code: 4 });
});

test("the tracking script contains the requested values, escaped inside its tag", async () => {
  const { data } = openSandbox();
  const args = { affiliate_input: 'aff"><script>', callback: "onTracking" };
  const { script_code, script_url } = await data("renderJsTrackingCode", args);
  expect(Object.fromEntries(new URL(script_url).searchParams)).toEqual(args);
  expect(script_code.match(/[<>"]/g)).toEqual(["<", '"', '"', ">", "<", ">"]);
});
