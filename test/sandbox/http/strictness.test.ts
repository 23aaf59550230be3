import { describe, expect, test } from "vitest";
import { openSandbox, type WireArguments } from "../sandbox-client.ts";

describe("fields without data[...]", () => {
  const updates: [string, WireArguments][] = [
    ["updateProduct", { product_id: "12345", name_de: "Anders" }],
    ["updatePaymentplan", { paymentplan_id: "90001", first_amount: "1.00" }],
    ["updateVoucher", { code: "WILLKOMMEN15", first_rate: "50" }],
    ["updateBuyer", { buyer_id: "880001", email: "anders@example.com" }],
    ["updateProductGroup", { product_group_id: "501", name: "Anders" }],
    ["updatePurchase", { purchase_id: "P4W8ZT3B", next_payment_at: "2027-01-01" }],
  ];
  test.each(updates)("%s answers success and changes nothing", async (functionName, args) => {
    const { data } = openSandbox();
    const answer = await data(functionName, args);
    expect(answer.modified ?? answer.is_modified).toBe("N");
  });

  test("leave the record as it was", async () => {
    const { data } = openSandbox();
    const before = await data("getVoucher", { code: "WILLKOMMEN15" });
    await data("updateVoucher", { code: "WILLKOMMEN15", first_rate: "50" });
    expect(await data("getVoucher", { code: "WILLKOMMEN15" })).toEqual(before);
  });

  const creations: [string, WireArguments, string][] = [
    ["createVoucher", { code: "NEU10", first_rate: "10" }, "data[code]"],
    ["createProduct", { name_de: "Neu" }, "data[...]"],
    ["createPaymentplan", { product_id: "12345", first_amount: "5.00" }, "data[...]"],
    ["copyProduct", { product_id: "12345", name_de: "Kopie" }, "data[...]"],
    ["createProductGroup", { name: "Neu" }, "data[name]"],
  ];
  test.each(creations)("%s refuses them", async (functionName, args, missing) => {
    const { call } = openSandbox();
    expect(await call(functionName, args)).toMatchObject({ code: 3, message: `Parameter fehlt: ${missing}` });
  });

  test("do not work as JSON text in data either", async () => {
    const { call } = openSandbox();
    const envelope = await call("createVoucher", { data: '{"code":"NEU10"}' });
    expect(envelope).toMatchObject({ code: 3, message: "Parameter fehlt: data[code]" });
  });
});

describe("unknown arguments", () => {
  test("are ignored silently, outside and inside data", async () => {
    const { data } = openSandbox();
    expect(await data("updateProduct", { product_id: "12345", "data[no_such_field]": "x" })).toEqual({
      modified: "N",
    });
    const args = { nonsense: "1", "data[name_de]": "Neu", "data[amount]": "99.00" };
    const { product_id } = await data("createProduct", args);
    const { product } = await data("getProduct", { product_id: String(product_id) });
    expect(product).not.toHaveProperty("amount");
    expect(product).toMatchObject({ name: "Neu" });
  });

  test("in search are ignored, and so is a search without brackets", async () => {
    const { data } = openSandbox();
    const all = (await data("listPurchases", { from: "start" })).item_count;
    const searches: WireArguments[] = [
      { "search[no_such_field]": "x" },
      { search: '{"purchase_id":"K7M2QX9A"}' },
      { purchase_id: "K7M2QX9A" },
      { "search[purchase_id]": "" },
    ];
    for (const search of searches) {
      expect((await data("listPurchases", { from: "start", ...search })).item_count).toBe(all);
    }
  });

  test("except data[tag], which updateProduct refuses with HTTP 400", async () => {
    const { app } = openSandbox();
    const answer = await app.inject({
      method: "POST",
      url: "/api/call/updateProduct",
      headers: { "x-ds-api-key": "100001-SANDBOXFULLACCESS", "content-type": "application/x-www-form-urlencoded" },
      payload: "product_id=12345&data[tag]=x",
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ result: "error", code: 3 });
  });
});

describe("values", () => {
  test.each(["1", "Y", "yes", "T", "true"])("%s means yes", async (flag) => {
    const { data } = openSandbox();
    expect(await data("updateVoucher", { code: "WILLKOMMEN15", "data[is_count_limited]": flag })).toMatchObject({
      modified: "Y",
    });
  });

  test.each(["0", "N", "no", "F", "false"])("%s means no", async (flag) => {
    const { data } = openSandbox();
    expect(await data("updateVoucher", { code: "GUTSCHEIN25", "data[is_count_limited]": flag })).toMatchObject({
      modified: "Y",
    });
  });

  const refused: [string, WireArguments, string][] = [
    ["createPaymentplan", { product_id: "12345", "data[first_amount]": "9,00" }, "data[first_amount]"],
    ["createPaymentplan", { product_id: "12345", "data[first_amount]": "1.234.00" }, "data[first_amount]"],
    ["createPaymentplan", { product_id: "12345", "data[first_amount]": "-1" }, "data[first_amount]"],
    ["createPaymentplan", { product_id: "12345", "data[other_billing_intervals]": "monthly" }, "data[other"],
    ["createPaymentplan", { product_id: "12345", "data[number_of_installments]": "many" }, "data[number"],
    ["createVoucher", { "data[code]": "X", "data[first_rate]": "12,5" }, "data[first_rate]"],
    ["createVoucher", { "data[code]": "X", "data[first_rate]": "101" }, "data[first_rate]"],
    ["createVoucher", { "data[code]": "X", "data[expires_at]": "soon" }, "data[expires_at]"],
    ["createVoucher", { "data[code]": "X", "data[upgrade_policy]": "maybe" }, "data[upgrade_policy]"],
    ["createVoucher", { "data[code]": "X", "data[product_ids]": "12345;67890" }, "data[product_ids]"],
    ["updateProduct", { product_id: "12345", "data[is_active]": "maybe" }, "data[is_active]"],
    ["updateProduct", { product_id: "12345", "data[name_de]": "x".repeat(64) }, "data[name_de]"],
    ["updateProduct", { product_id: "12345", "data[thankyou_url]": "http://example.com/" }, "data[thankyou_url]"],
    ["updateProduct", { product_id: "12345", "data[thankyou_url]": "https://localhost/" }, "data[thankyou_url]"],
    ["getProduct", { product_id: "abc" }, "product_id"],
    ["listPurchases", { sort_by: "name" }, "sort_by"],
    ["listPurchases", { page_no: "0" }, "page_no"],
    ["listPurchases", { load_transactions: "perhaps" }, "load_transactions"],
    ["listTransactions", { "search[billing_type]": "yearly" }, "search[billing_type]"],
  ];
  test.each(refused)("%s refuses %j by name", async (functionName, args, name) => {
    const { call } = openSandbox();
    const envelope = await call(functionName, { ...args, language: "en" });
    expect(envelope).toMatchObject({ result: "error", code: 3 });
    expect(envelope.message).toContain(`Invalid value for ${name}`);
  });

  test("an amount off needs a currency", async () => {
    const { call } = openSandbox();
    const args = { "data[code]": "FUENF", "data[first_amount]": "5.00" };
    expect(await call("createVoucher", args)).toMatchObject({ code: 3, message: "Parameter fehlt: data[currency]" });
    expect(await call("createVoucher", { ...args, "data[currency]": "eur" })).toMatchObject({ result: "success" });
  });
});

describe("unknown ids", () => {
  const calls: [string, WireArguments, string, string][] = [
    ["getProduct", { product_id: "1" }, "Produkt nicht gefunden: 1", "Product not found: 1"],
    ["getPurchase", { purchase_id: "K7M2QX9A,NONE" }, "Bestellung nicht gefunden: NONE", "Purchase not found: NONE"],
    ["getVoucher", { code: "NONE" }, "Gutschein nicht gefunden: NONE", "Voucher not found: NONE"],
    ["deletePaymentplan", { paymentplan_id: "1" }, "Zahlungsplan nicht gefunden: 1", "Payment plan not found: 1"],
  ];
  test.each(calls)("%s answers code 4, in German, or in English on request", async (functionName, args, de, en) => {
    const { call } = openSandbox();
    expect(await call(functionName, args)).toMatchObject({ result: "error", code: 4, message: de });
    expect(await call(functionName, { ...args, language: "en" })).toMatchObject({ message: en });
  });
});
