import { beforeEach, describe, expect, test } from "vitest";
import { openSandbox, type Sandbox } from "../sandbox-client.ts";

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = openSandbox();
});

describe("countries", () => {
  test("are complete, and are named in the language of the call", async () => {
    const german = await sandbox.data("listCountries");
    expect(german).toMatchObject({ DE: "Deutschland", AT: "Österreich", CH: "Schweiz", PL: "Polen" });
    expect(Object.keys(german)).toHaveLength(249);
    const english = await sandbox.data("listCountries", { language: "en" });
    expect(english).toMatchObject({ DE: "Germany", AT: "Austria" });
    expect(Object.entries(english).filter(([code, name]) => code === name)).toEqual([]);
  });

  test("include every buyer's country", async () => {
    const countries = await sandbox.data("listCountries");
    const { purchase_list } = await sandbox.data("listPurchases", { from: "start", page_size: "1000" });
    for (const { buyer } of purchase_list) {
      expect(countries).toHaveProperty(buyer.country);
    }
  });
});

describe("currencies", () => {
  type Row = { code: string; name: string; exchange_rates?: Record<string, number> };
  const read = (args: Record<string, string>): Promise<Row[]> => sandbox.data("listCurrencies", args);

  test("are named in the language of the call, without rates unless asked for", async () => {
    const rows = await read({});
    expect(rows.map(({ code }) => code)).toEqual(["EUR", "USD", "CHF", "GBP", "PLN"]);
    expect(rows[2]).toEqual({
      id: 3,
      code: "CHF",
      symbol: "CHF",
      name: "Schweizer Franken",
      min_price: 1,
      max_price: 25_000,
    });
    expect((await read({ language: "en" }))[2]?.name).toBe("Swiss Franc");
  });

  test("have the rates to the requested currencies, and the rate one to themselves", async () => {
    const rows = await read({ convert_to: "EUR,usd" });
    expect(rows[0]?.exchange_rates).toEqual({ EUR: 1, USD: 1.1 });
    expect(rows[1]?.exchange_rates).toEqual({ EUR: 0.909091, USD: 1 });
    const all = await read({ convert_to: "all" });
    for (const { code, exchange_rates } of all) {
      expect(Object.keys(exchange_rates ?? {})).toEqual(["EUR", "USD", "CHF", "GBP", "PLN"]);
      expect(exchange_rates?.[code]).toBe(1);
    }
  });

  test("include every currency of a payment", async () => {
    const codes = (await read({})).map(({ code }) => code);
    const { summary } = await sandbox.data("listTransactions", { from: "start" });
    expect(codes).toEqual(expect.arrayContaining(Object.keys(summary.amounts)));
  });

  test.each([
    { convert_to: "EUR,Dollar", code: 3 },
    { convert_to: "XXX", code: 4 },
  ])("have no rate to $convert_to", async ({ convert_to, code }) => {
    expect(await sandbox.call("listCurrencies", { convert_to })).toMatchObject({ result: "error", code });
  });
});

describe("global settings", () => {
  test("name every value that purchases have", async () => {
    const { types } = await sandbox.data("getGlobalSettings");
    const { purchase_list } = await sandbox.data("listPurchases", { from: "start", page_size: "1000" });
    for (const purchase of purchase_list) {
      expect(types.pay_method[purchase.pay_method]).toBe(purchase.pay_method_msg);
      expect(types.billing_type[purchase.billing_type]).toBe(purchase.billing_type_msg);
      expect(types.billing_status[purchase.billing_status]).toBe(purchase.billing_status_msg);
    }
  });

  test("are in the language of the call", async () => {
    const german = await sandbox.data("getGlobalSettings");
    expect(german.image_metas.product.limits_msg).toBe("200 × 200 – 2000 × 2000 Pixel, höchstens 2048 KB");
    expect(german.types.first_billing_interval).toMatchObject({ "7_day": "7 Tage", "1_month": "1 Monat" });
    const english = await sandbox.data("getGlobalSettings", { language: "en" });
    expect(english.types.language).toMatchObject({ de: "German", sl: "Slovenian" });
    expect(english.types.cancel_policy).toMatchObject({
      "6m_0": "6 months minimum term",
      "12m_3m": "12 months minimum term, then 3 months each",
    });
  });
});
