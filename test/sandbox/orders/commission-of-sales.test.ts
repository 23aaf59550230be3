import { beforeEach, describe, expect, test } from "vitest";
import { openSandbox, orderWithForm, type Sandbox, type WireArguments } from "../sandbox-client.ts";

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = openSandbox();
});

const ERIKA = "erika.beispiel@example.com";
const setCommission = (product_ids: string, data: WireArguments) =>
  sandbox.data("updateAffiliateCommission", { affiliate_id: "empfehlungsfuchs", product_ids, ...data });
const bought = (purchase_id: string) => sandbox.data("getPurchase", { purchase_id });

/** Charges Erika, for the price of 199.00 unless said otherwise. */
async function charge(args: WireArguments = {}): Promise<string> {
  const call = { purchase_id: "K7M2QX9A", product_id: "12345", ...args };
  return (await sandbox.data("createBillingOnDemand", call)).created_purchase_id;
}

async function order(args: WireArguments, email: string): Promise<string> {
  const { url } = await sandbox.data("createBuyUrl", { product_id: "12345", ...args });
  return orderWithForm(sandbox, url, email);
}

describe("a sale is credited", () => {
  const assign = () =>
    sandbox.data("setAffiliateForEmail", { email: ERIKA, affiliate: "empfehlungsfuchs", campaignkey: "herbst" });

  test("to the affiliate of the buyer's e-mail, charged or ordered", async () => {
    await assign();
    const credited = { has_affiliate: "Y", affiliate_name: "empfehlungsfuchs", campaignkey: "herbst" };
    expect(await bought(await charge())).toMatchObject(credited);
    expect(await bought(await order({}, ERIKA))).toMatchObject(credited);
    expect(await bought(await order({}, "niemand@example.com"))).toMatchObject({ has_affiliate: "N" });
  });

  test("to the affiliate that it names, unless the e-mail address takes precedence", async () => {
    await assign();
    const named = { "tracking[affiliate]": "partnerin24" };
    expect((await bought(await order(named, ERIKA))).affiliate_name).toBe("partnerin24");
    const emailFirst = { ...named, "tracking[affiliate_priority]": "email" };
    expect((await bought(await order(emailFirst, ERIKA))).affiliate_name).toBe("empfehlungsfuchs");
    expect((await bought(await order(emailFirst, "niemand@example.com"))).affiliate_name).toBe("partnerin24");
  });
});

describe("the commission of a sale", () => {
  const named = { "tracking[affiliate]": "empfehlungsfuchs" };
  // 199.00 less 19 % VAT and the fee of 7.9 % + 1.00 leaves 150.51.
  const SHARED = 150.51;
  const shares = async (id: string) => {
    const { affiliate_amount, vendor_amount } = await bought(id);
    return [Number(affiliate_amount), Number(vendor_amount)];
  };

  test("is a percentage of the rest, a fixed amount, or both", async () => {
    await setCommission("12345", { "data[commission_rate]": "10", "data[commission_fix]": "20" });
    const id = await charge(named);
    expect(await shares(id)).toEqual([35.05, Math.round((SHARED - 35.05) * 100) / 100]);
    const { transaction_list } = await bought(id);
    expect(transaction_list[0].earned_amount).toBe("115.46");
    const { top_list } = await sandbox.data("statsAffiliateToplist", { from: "2026-03", to: "2026-03" });
    expect(top_list.map((row: Record<string, string>) => row["affiliate_name"])).toContain("empfehlungsfuchs");
  });

  test("is never more than the rest, and a fixed amount applies only in its own currency", async () => {
    await setCommission("12345", { "data[commission_rate]": "90", "data[commission_fix]": "500" });
    expect(await shares(await charge(named))).toEqual([SHARED, 0]);
    await setCommission("12345", { "data[commission_rate]": "0", "data[commission_currency]": "USD" });
    expect(await shares(await order(named, "neu@example.com"))).toEqual([0, SHARED]);
  });

  test("can be that of the buy URL", async () => {
    const own = { "settings[affiliate_commission_rate]": "0", "settings[affiliate_commission_fix]": "12.50" };
    expect(await shares(await order({ ...named, ...own }, "neu@example.com"))).toEqual([12.5, SHARED - 12.5]);
  });

  test("can be limited to the first payment", async () => {
    await setCommission("67890", { "data[commission_rate]": "50", "data[is_on_first_pmnt_only]": "Y" });
    const id = await charge({ product_id: "67890", ...named });
    await sandbox.data("createRebillingPayment", { purchase_id: id });
    const { transaction_list } = await bought(id);
    const earned = transaction_list.map(({ earned_amount }: { earned_amount: string }) => Number(earned_amount));
    expect(transaction_list[1].amount).toBe(transaction_list[0].amount);
    expect(earned[0] * 2).toBeCloseTo(earned[1], 1);
  });
});

test("an order shows its buy URL's campaign values", async () => {
  const utm = { "tracking[utm_source]": "brief", "tracking[utm_campaign]": "advent" };
  const purchase_id = await order({ ...utm, "tracking[campaignkey]": "blog" }, "neu@example.com");
  const { utm_params, campaign_key } = await sandbox.data("getPurchaseTracking", { purchase_id });
  expect(campaign_key).toBe("blog");
  expect(utm_params).toMatchObject({ utm_source: "brief", utm_medium: "referral", utm_campaign: "advent" });
});
