import { beforeEach, describe, expect, test } from "vitest";
import { readPage, textOf } from "../../support/html-page.ts";
import { NOW, openSandbox, type Sandbox, type WireArguments } from "../sandbox-client.ts";

const HOUR_MS = 3_600_000;
let sandbox: Sandbox;
let now: Date;
beforeEach(() => {
  now = NOW;
  sandbox = openSandbox({ now: () => now });
});

const create = (args: WireArguments = {}) => sandbox.data("createBuyUrl", { product_id: "12345", ...args });
const open = (url: string) => sandbox.app.inject(new URL(url).pathname + new URL(url).search);
const order = (url: string, form: WireArguments = { email: "neu@example.com" }) =>
  sandbox.app.inject({
    method: "POST",
    url: new URL(url).pathname + new URL(url).search,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams(form).toString(),
  });
const priceOn = async (url: string) => /Preis: ([^<]*)/.exec((await open(url)).body)?.[1];
/** The number of the order that a form has placed, from the page that its answer leads to. */
const orderId = async (url: string, form?: WireArguments) => {
  const { statusCode, headers } = await order(url, form);
  expect(statusCode).toBe(303);
  const thanks = await sandbox.app.inject(String(headers.location));
  return /Bestellnummer ist (\w+)/.exec(thanks.body)?.[1] ?? "";
};
const bought = async (id: string) => sandbox.data("getPurchase", { purchase_id: id });
const countLeft = async (code: string) => (await sandbox.data("getVoucher", { code })).coupon.count_left;

describe("a buy URL", () => {
  test.each<WireArguments>([{ "settings[img]": "05CZEP6G" }, { "settings[img][12345]": "05CZEP6G" }])(
    "takes an image as %j",
    async (args) => {
      const { id } = await create(args);
      expect((await sandbox.data("listBuyUrls")).items.at(-1)).toMatchObject({ id });
    },
  );

  test("is listed after it was created, and not after it was deleted", async () => {
    const { id, url } = await create();
    const { items } = await sandbox.data("listBuyUrls");
    expect(items.at(-1)).toEqual({
      id,
      product_id: 12345,
      url,
      created_at: "2026-03-16 10:15:00",
      modified_at: "2026-03-16 10:15:00",
    });
    expect(await sandbox.data("deleteBuyUrl", { id: String(id) })).toEqual([]);
    expect((await sandbox.data("listBuyUrls")).items).toHaveLength(items.length - 1);
    expect((await open(url)).statusCode).toBe(410);
    expect(await sandbox.call("deleteBuyUrl", { id: String(id) })).toMatchObject({ code: 4 });
  });

  test.each([
    [{}, "2026-03-17 10:15:00"],
    [{ valid_until: "2h" }, "2026-03-16 12:15:00"],
    [{ valid_until: "2026-04-01 00:00:00" }, "2026-04-01 00:00:00"],
    [{ valid_until: "forever" }, ""],
  ])("made with %j is valid until “%s”", async (args: WireArguments, validUntil) => {
    expect((await create(args)).valid_until).toBe(validUntil);
  });

  test("costs the price of the product, or its own", async () => {
    expect(await priceOn((await create()).url)).toBe("199,00 €");
    const plan = { "payment_plan[first_amount]": "10.00", "payment_plan[other_amounts]": "5.00" };
    expect(await priceOn((await create(plan)).url)).toBe("10,00 €, dann 5,00 € monatlich");
    const rates = { ...plan, "payment_plan[number_of_installments]": "4", "payment_plan[currency]": "USD" };
    expect(await priceOn((await create(rates)).url)).toBe("10,00 USD, dann 3 × 5,00 USD");
    expect(await priceOn((await create({ "payment_plan[template]": "90002" })).url)).toMatch(/dann \d+ × /);
    expect(await priceOn((await create({ "settings[voucher_1st_rate]": "50" })).url)).toBe("99,50 €");
  });

  test("includes add-ons", async () => {
    const addons = {
      "addons[0][product_id]": "67890",
      "addons[0][single_amount]": "20.00",
      "addons[0][default_quantity]": "2",
    };
    const { url } = await create(addons);
    expect(await priceOn(url)).toBe("239,00 €");
    const { items, amount } = await bought(await orderId(url));
    expect(amount).toBe("239.00");
    expect(
      items.map(({ product_id, quantity, amount: of }: Record<string, unknown>) => [product_id, quantity, of]),
    ).toEqual([
      [12345, 1, "199.00"],
      [67890, 2, "40.00"],
    ]);
  });

  test("expires, and then leads to its fallback page", async () => {
    const { url } = await create({ valid_until: "2h" });
    const { url: leading } = await create({ valid_until: "2h", "urls[fallback_url]": "https://www.example.com/zu" });
    now = new Date(NOW.getTime() + 2 * HOUR_MS);
    expect((await open(url)).statusCode).toBe(410);
    expect((await order(url)).statusCode).toBe(410);
    expect((await open(leading)).headers.location).toBe("https://www.example.com/zu");
  });

  test.each([
    [{ product_id: "999" }, "Produkt nicht gefunden: 999"],
    [{ "settings[voucher_code]": "NIE" }, "Gutschein nicht gefunden: NIE"],
    [{ "payment_plan[template]": "1" }, "Zahlungsplan des Produkts 12345 nicht gefunden: 1"],
    [{ "payment_plan[first_amount]": "9,99" }, "payment_plan[first_amount]"],
    [{ "payment_plan[upgrade_order_id]": "NOORDER1" }, "Bestellung nicht gefunden: NOORDER1"],
    [{ "addons[0][product_id]": "999" }, "Produkt nicht gefunden: 999"],
    [{ "buyer[id]": "1" }, "Bestellung nicht gefunden: 1"],
    [{ "urls[thankyou_url]": "http://localhost/" }, "urls[thankyou_url]"],
    [{ valid_until: "bald" }, "valid_until"],
  ])("is refused with %j", async (args: WireArguments, message) => {
    const envelope = await sandbox.call("createBuyUrl", { product_id: "12345", ...args });
    expect(envelope).toMatchObject({ result: "error", message: expect.stringContaining(message) });
  });
});

describe("an order over a buy URL", () => {
  test("shows in every list, with the buyer, the affiliate and what was noted", async () => {
    const { url } = await create({
      "tracking[affiliate]": "partnerin24",
      "tracking[campaignkey]": "aktion",
      "tracking[custom]": "4711",
    });
    const form = { email: "Neu@example.com", first_name: "Nele", last_name: "Platzhalter", country: "at" };
    const id = await orderId(url, form);
    const purchase = await bought(id);
    expect(purchase).toMatchObject({
      amount: "199.00",
      affiliate_name: "partnerin24",
      campaignkey: "aktion",
      custom: "4711",
      vat_rate: 20,
      billing_status: "completed",
      buyer: { email: "neu@example.com", first_name: "Nele", country: "AT" },
    });
    const { transaction_list } = await sandbox.data("listTransactions");
    expect(transaction_list.at(-1)).toMatchObject({ purchase_id: id, amount: "199.00" });
    const { items } = await sandbox.data("listCommissions");
    expect(items.map(({ purchase_id }: { purchase_id: string }) => purchase_id)).toContain(id);
  });

  test("has the address that came with the link, and is paid with the first allowed method", async () => {
    const { url } = await create({
      "buyer[street]": "Probeweg 3",
      "buyer[zipcode]": "04109",
      "buyer[city]": "Leipzig",
      "buyer[salutation]": "F",
      "settings[pay_methods][0]": "klarna",
      "settings[pay_methods][1]": "paypal",
    });
    expect(await bought(await orderId(url))).toMatchObject({
      pay_method: "klarna",
      billing_status: "completed",
      buyer: { street: "Probeweg 3", zipcode: "04109", city: "Leipzig", salutation: "F" },
    });
  });

  test("by bank transfer waits for the money", async () => {
    const { url } = await create({ "settings[pay_methods][0]": "banktransfer" });
    const purchase = await bought(await orderId(url));
    expect(purchase).toMatchObject({ billing_status: "unpaid", transaction_list: [] });
    const wrong = await sandbox.call("createBuyUrl", { product_id: "12345", "settings[pay_methods][0]": "bar" });
    expect(wrong).toMatchObject({ result: "error", code: 3 });
  });

  test("of a known buyer is that buyer's, whose data is filled in", async () => {
    const { url } = await create({ "buyer[id]": "K7M2QX9A", "buyer[first_name]": "Erika Maria" });
    const { body } = await open(url);
    expect(body).toContain('value="erika.beispiel@example.com"');
    expect(body).toContain('value="Erika Maria"');
    const id = await orderId(url, { email: "erika.beispiel@example.com" });
    expect((await bought(id)).buyer.id).toBe(880001);
  });

  test("leads to the thank-you page, with the number of the order", async () => {
    const { url } = await create({ "urls[thankyou_url]": "https://www.example.com/danke?a=1" });
    const { statusCode, headers } = await order(url);
    expect(statusCode).toBe(303);
    const thanks = new URL(String(headers.location));
    expect(thanks.searchParams.get("a")).toBe("1");
    expect((await bought(thanks.searchParams.get("order_id") ?? "")).amount).toBe("199.00");
  });

  test("is not made without an e-mail address, which is requested", async () => {
    const { url } = await create();
    const before = (await sandbox.data("listPurchases")).item_count;
    const { statusCode, body } = await order(url, { email: "nirgends" });
    expect(statusCode).toBe(400);
    expect(body).toContain("Ungültiger Wert für email");
    expect((await order(url, {})).body).toContain("Parameter fehlt: email");
    expect((await sandbox.data("listPurchases")).item_count).toBe(before);
  });

  test("is not placed again by a browser that loads the last page again", async () => {
    const { url } = await create();
    const { statusCode, headers } = await order(url);
    expect(statusCode).toBe(303);
    const before = (await sandbox.data("listPurchases")).item_count;
    for (const _ of [1, 2]) {
      expect((await sandbox.app.inject(String(headers.location))).statusCode).toBe(200);
    }
    expect((await sandbox.data("listPurchases")).item_count).toBe(before);
    expect((await sandbox.app.inject("/thanks/NOSUCH")).statusCode).toBe(404);
  });

  test("keeps what the buyer has entered when something is wrong", async () => {
    const { url } = await create({ "buyer[first_name]": "Nele" });
    const { body } = await order(url, { email: "nirgends", first_name: "Nora" });
    expect(body).toContain('value="nirgends"');
    expect(body).toContain('value="Nora"');
  });

  test("that replaces another ends the other's payments", async () => {
    const { url, upgrade_status } = await create({ "payment_plan[upgrade_order_id]": "P4W8ZT3B" });
    expect(upgrade_status).toBe("ok");
    await order(url);
    expect((await bought("P4W8ZT3B")).billing_status).toBe("aborted");
    const { items } = await sandbox.data("listRebillingStatusChanges");
    expect(items.at(-1)).toMatchObject({ purchase_id: "P4W8ZT3B", type: "rebill_cancelled" });
  });
});

describe("the order form", () => {
  const read = (url: string, language: string) =>
    sandbox.app.inject({
      url: new URL(url).pathname + new URL(url).search,
      headers: { "accept-language": language },
    });

  test.each([
    ["de-AT", "de", "Preis: 199,00 €", "Kaufen", "Diese Sandbox"],
    ["en-GB", "en", "Price: €199.00", "Buy", "This sandbox"],
    ["fr", "de", "Preis: 199,00 €", "Kaufen", "Diese Sandbox"],
  ])("is for a browser that prefers %s in %s, with a banner", async (accepted, language, price, button, name) => {
    const { body, headers } = await read((await create()).url, accepted);
    const page = readPage(body);
    expect(page.one("html").getAttribute("lang")).toBe(language);
    expect(page.text()).toContain(price);
    expect(textOf(page.one("button"))).toBe(button);
    expect(textOf(page.one("header"))).toMatch(/^SANDBOX /);
    expect(textOf(page.one("footer"))).toContain(name);
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'self';/);
    for (const file of page.all("link[href]")) {
      expect((await sandbox.app.inject(file.getAttribute("href") ?? "")).statusCode).toBe(200);
    }
  });
});

describe("a voucher of a buy URL", () => {
  test("reduces the price until it is used up", async () => {
    const voucher = { "data[code]": "ZWEIMAL", "data[first_rate]": "50", "data[is_count_limited]": "Y" };
    await sandbox.data("createVoucher", { ...voucher, "data[count_left]": "2" });
    const { url } = await create({ "settings[voucher_code]": "zweimal" });
    for (const left of [1, 0]) {
      expect(await priceOn(url)).toBe("99,50 €");
      expect((await bought(await orderId(url))).amount).toBe("99.50");
      expect(await countLeft("ZWEIMAL")).toBe(left);
    }
    expect(await priceOn(url)).toBe("199,00 €");
    expect((await bought(await orderId(url))).amount).toBe("199.00");
    expect(await sandbox.data("validateCouponCode", { code: "ZWEIMAL" })).toMatchObject({ status: "error" });
  });

  test.each([
    [{ "data[expires_at]": "-1d" }, "199,00 €"],
    [{ "data[valid_from]": "1d" }, "199,00 €"],
    [{ "data[product_ids]": "67890" }, "199,00 €"],
    [{ "data[first_amount]": "10", "data[first_rate]": "0", "data[currency]": "USD" }, "199,00 €"],
    [{ "data[first_amount]": "10", "data[first_rate]": "0", "data[currency]": "EUR" }, "189,00 €"],
    [{ "data[first_rate]": "100" }, "0,00 €"],
  ])("with %j makes it cost %s", async (fields: WireArguments, price) => {
    await sandbox.data("createVoucher", { "data[code]": "TEST1", "data[first_rate]": "20", ...fields });
    expect(await priceOn((await create({ "settings[voucher_code]": "TEST1" })).url)).toBe(price);
  });

  test("that makes it free leaves nothing to pay and nothing owed", async () => {
    await sandbox.data("createVoucher", { "data[code]": "GRATIS", "data[first_rate]": "100" });
    const { url } = await create({ "settings[voucher_code]": "GRATIS", "tracking[affiliate]": "partnerin24" });
    const id = await orderId(url);
    expect(await bought(id)).toMatchObject({ amount: "0.00", vendor_amount: "0.00", earned_amount: "0.00" });
  });
});
