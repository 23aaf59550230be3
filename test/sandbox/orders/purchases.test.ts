import { describe, expect, test } from "vitest";
import { NOW, openSandbox, type WireArguments } from "../sandbox-client.ts";

interface Purchase {
  readonly id: string;
  readonly created_at: string;
  readonly amount: string;
  readonly earned_amount: string;
  readonly order_type: string;
  readonly role: string;
  readonly affiliate_name: string;
  readonly pay_method: string;
  readonly billing_type: string;
  readonly billing_status: string;
  readonly other_billing_intervals: string;
  readonly currency: string;
  readonly main_product_id: number;
  readonly buyer: { readonly email: string; readonly first_name: string; readonly last_name: string };
  readonly transaction_list?: readonly { readonly type: string }[];
}

async function list(args: WireArguments, sandbox = openSandbox()): Promise<Purchase[]> {
  return (await sandbox.data("listPurchases", { from: "start", page_size: "1000", ...args })).purchase_list;
}

describe("the history", () => {
  test("holds 240 purchases and more of the last 12 months, some of the last 24 hours", async () => {
    const { data } = openSandbox();
    expect((await data("listPurchases", { from: "-12M" })).item_count).toBeGreaterThanOrEqual(240);
    expect((await data("listPurchases")).item_count).toBeGreaterThanOrEqual(5);
  });

  test("has every billing status, and yearly subscriptions of 12345", async () => {
    const purchases = await list({});
    const statuses = new Set(purchases.map((purchase) => purchase.billing_status));
    expect([...statuses].sort()).toEqual(["aborted", "completed", "paying", "reminding", "unpaid"]);
    const yearly = await list({ "search[product_id]": "12345", "search[billing_type]": "subscription" });
    expect(yearly.length).toBeGreaterThan(10);
    expect(new Set(yearly.map((purchase) => purchase.other_billing_intervals))).toEqual(new Set(["12_month"]));
    const club = await list({ "search[product_id]": "67890" });
    expect(club.filter((purchase) => purchase.billing_status === "paying").length).toBeGreaterThan(10);
  });

  test("has no address outside example.com", async () => {
    for (const { buyer } of await list({})) {
      expect(buyer.email).toMatch(/^[a-z0-9.äöüß]+@example\.com$/);
    }
  });

  test("is the same for the same clock and seed, and different for another clock or seed", async () => {
    const [once, again, otherSeed] = await Promise.all([list({}), list({}), list({}, openSandbox({ seed: 7 }))]);
    expect(again).toEqual(once);
    expect(otherSeed).not.toEqual(once);
  });

  test.each(["2025-01-31T22:59:59Z", "2026-11-23T10:00:00Z", "2028-02-29T12:00:00Z"])(
    "is as rich at %s, and has no date after that",
    async (text) => {
      const sandbox = openSandbox({ now: () => new Date(text) });
      const { item_count, to, purchase_list } = await sandbox.data("listPurchases", { from: "start" });
      expect(item_count).toBeGreaterThanOrEqual(240);
      const statuses = new Set(purchase_list.map((purchase: Purchase) => purchase.billing_status));
      expect(statuses).toEqual(new Set(["aborted", "completed", "paying", "reminding", "unpaid"]));
      expect(purchase_list.every((purchase: Purchase) => purchase.created_at <= to)).toBe(true);
      const { product } = await sandbox.data("getProduct", { product_id: "13579" });
      expect(product.created_at < purchase_list[0].created_at).toBe(true);
    },
  );
});

describe("the three purchases of the examples", () => {
  test("exist with the amounts of the examples, to the cent", async () => {
    const { data } = openSandbox();
    const answer = await data("getPurchase", { purchase_id: "K7M2QX9A, P4W8ZT3B,R6N1VC5D" });
    expect(Object.keys(answer)).toEqual(["K7M2QX9A", "P4W8ZT3B", "R6N1VC5D"]);
    expect(answer["K7M2QX9A"]).toMatchObject({
      created_at: "2026-03-14 09:30:12",
      amount: "199.00",
      vat_amount: "31.77",
      earned_amount: "90.31",
      vendor_amount: "90.31",
      affiliate_amount: "60.20",
      campaignkey: "fruehling",
      items: [{ id: 770001, product_id: 12345, amount: "199.00" }],
      billing_type: "single_payment",
      billing_status: "completed",
      affiliate_name: "partnerin24",
      buyer: { id: 880001, email: "erika.beispiel@example.com", city: "Hamburg", country: "DE" },
      transaction_list: [{ id: 55000001, amount: "199.00", type: "payment" }],
    });
    expect(answer["P4W8ZT3B"]).toMatchObject({
      amount: "19.90",
      vat_amount: "3.32",
      earned_amount: "42.03",
      billing_status: "paying",
      next_payment_at: "2026-04-05",
      transaction_list: [{ id: 55000002 }, { id: 55000003 }, { id: 55000004, created_at: "2026-03-05 18:02:41" }],
    });
    expect(answer["R6N1VC5D"]).toMatchObject({
      amount: "34.80",
      vat_amount: "2.61",
      earned_amount: "28.44",
      shipping_amount: "4.90",
      vat_rate: 8.1,
      pay_method: "banktransfer",
    });
  });

  test("include a subscription that continues with the clock", async () => {
    const { data } = openSandbox({ now: () => new Date("2026-11-23T10:00:00Z") });
    const purchase = await data("getPurchase", { purchase_id: "P4W8ZT3B" });
    expect(purchase.transaction_list).toHaveLength(11);
    expect(purchase).toMatchObject({ id: "P4W8ZT3B", next_payment_at: "2026-12-05" });
  });

  test("are found by the buyer's e-mail, in a bare list with the newest first", async () => {
    const { data } = openSandbox();
    expect(await data("listPurchasesOfEmail", { email: "Erika.Beispiel@example.com" })).toEqual([
      { id: "K7M2QX9A", created_at: "2026-03-14 09:30:12", amount: "199.00", currency: "EUR", status: "completed" },
    ]);
    expect(await data("listPurchasesOfEmail", { email: "nobody@example.com" })).toEqual([]);
    const counts = new Map<string, number>();
    for (const { buyer } of await list({})) {
      counts.set(buyer.email, (counts.get(buyer.email) ?? 0) + 1);
    }
    const [email = "", count = 0] = [...counts].find(([, seen]) => seen > 1) ?? [];
    const all = await data("listPurchasesOfEmail", { email });
    expect(all).toHaveLength(count);
    expect(all[0].created_at > all[1].created_at).toBe(true);
    expect(await data("listPurchasesOfEmail", { email, limit: "1" })).toEqual([all[0]]);
  });
});

describe("search", () => {
  const filters: [WireArguments, (purchase: Purchase) => boolean][] = [
    [{ "search[role]": "affiliate" }, ({ role }) => role === "affiliate"],
    [{ "search[product_id]": "12345,24680" }, (purchase) => [12345, 24680].includes(purchase.main_product_id)],
    [{ "search[first_name]": "anna" }, ({ buyer }) => buyer.first_name.toLowerCase().includes("anna")],
    [{ "search[last_name]": "Probe" }, ({ buyer }) => buyer.last_name.toLowerCase().includes("probe")],
    [{ "search[email]": "ERIKA.BEISPIEL@" }, ({ buyer }) => buyer.email.startsWith("erika.beispiel@")],
    [{ "search[has_affiliate]": "true" }, (purchase) => purchase.affiliate_name !== ""],
    [{ "search[has_affiliate]": "N" }, (purchase) => purchase.affiliate_name === ""],
    [{ "search[affiliate_name]": "partnerin24" }, (purchase) => purchase.affiliate_name === "partnerin24"],
    [{ "search[order_type]": "test" }, (purchase) => purchase.order_type === "test"],
    [{ "search[order_type]": "live" }, (purchase) => purchase.order_type === "live"],
    [{ "search[pay_method]": "elv,klarna" }, (purchase) => ["elv", "klarna"].includes(purchase.pay_method)],
    [{ "search[billing_type]": "installment" }, (purchase) => purchase.billing_type === "installment"],
    [{ "search[currency]": "usd" }, (purchase) => purchase.currency === "USD"],
    [{ "search[purchase_id]": "K7M2QX9A,R6N1VC5D" }, ({ id }) => ["K7M2QX9A", "R6N1VC5D"].includes(id)],
    [
      { "search[transaction_type]": "refund,chargeback" },
      ({ transaction_list = [] }) => transaction_list.some(({ type }) => type === "refund" || type === "chargeback"),
    ],
    [
      { "search[product_id]": "12345", "search[billing_type]": "subscription", "search[pay_method]": "paypal" },
      (purchase) =>
        purchase.main_product_id === 12345 &&
        purchase.billing_type === "subscription" &&
        purchase.pay_method === "paypal",
    ],
  ];
  test.each(filters)("%j finds exactly the matching purchases", async (args, isWanted) => {
    const all = await list({ load_transactions: "Y" });
    const found = await list({ load_transactions: "Y", ...args });
    expect(found).toEqual(all.filter(isWanted));
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(all.length);
  });

  test("all stands for every product", async () => {
    expect(await list({ "search[product_id]": "all" })).toHaveLength((await list({})).length);
  });
});

describe("the period, the order and the page", () => {
  test("the last 24 hours are the default", async () => {
    const { data } = openSandbox();
    const byDefault = await data("listPurchases");
    expect(byDefault).toMatchObject({ from: "2026-03-15 10:15:00", to: "2026-03-16 10:15:00", page_no: 1 });
    expect(byDefault).toMatchObject({ page_size: 500, page_count: 1 });
    expect(byDefault).toEqual(await data("listPurchases", { from: "-24h", to: "now" }));
  });

  test("both ends of the period count", async () => {
    const at = "2026-03-14 09:30:12";
    const found = await list({ from: at, to: at });
    expect(found.map(({ id }) => id)).toEqual(["K7M2QX9A"]);
    const later = new Date(NOW.getTime() + 1_000).toISOString().replace(".000", "");
    expect(await list({ from: later })).toEqual([]);
  });

  test("lists are sorted oldest first by default, and earnings and amounts are sorted as numbers in both directions", async () => {
    const dates = (await list({})).map((purchase) => purchase.created_at);
    expect(dates).toEqual([...dates].sort());
    const amounts = (await list({ sort_by: "amount", sort_order: "desc" })).map(({ amount }) => Number(amount));
    expect(amounts).toEqual([...amounts].sort((a, b) => b - a));
    const earnings = (await list({ sort_by: "earning" })).map((purchase) => Number(purchase.earned_amount));
    expect(earnings).toEqual([...earnings].sort((a, b) => a - b));
  });

  test("pages of 50 together are the whole list; a page beyond the end is empty", async () => {
    const { data } = openSandbox();
    const all = await list({});
    const pages: Purchase[] = [];
    const { page_count, item_count } = await data("listPurchases", { from: "start", page_size: "50" });
    expect(item_count).toBe(all.length);
    expect(page_count).toBe(Math.ceil(all.length / 50));
    for (let page = 1; page <= page_count; page++) {
      const args = { from: "start", page_size: "50", page_no: String(page) };
      pages.push(...(await data("listPurchases", args)).purchase_list);
    }
    expect(pages).toEqual(all);
    const beyond = await data("listPurchases", { from: "start", page_size: "50", page_no: String(page_count + 1) });
    expect(beyond).toMatchObject({ purchase_list: [], item_count: all.length });
  });

  test("transactions are included only on demand", async () => {
    const [first] = await list({});
    expect(first).not.toHaveProperty("transaction_list");
    const [withThem] = await list({ load_transactions: "1" });
    expect(withThem?.transaction_list?.length).toBeGreaterThan(0);
  });
});
