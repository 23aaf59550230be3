import { beforeEach, describe, expect, test } from "vitest";
import { openSandbox, type Sandbox, type WireArguments } from "../sandbox-client.ts";

interface Entry {
  readonly id: number;
  readonly headline: string;
  readonly [field: string]: unknown;
}

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = openSandbox();
});

const list = (args: WireArguments = {}): Promise<{ count: number; entries: Entry[] }> =>
  sandbox.data("listMarketplaceEntries", args);
const read = (id: number): Promise<Entry> => sandbox.data("getMarketplaceEntry", { entry_id: String(id) });

describe("a marketplace entry", () => {
  test("is read by its own id as it stands in the list", async () => {
    const { count, entries } = await list();
    expect(count).toBe(2);
    for (const entry of entries) {
      expect(await read(entry.id)).toEqual(entry);
    }
    expect(entries[0]).toMatchObject({
      id: 3301,
      main_product_id: 12345,
      all_product_ids: [12345, 67890],
      approval_status: "approved",
      approval_status_msg: "Genehmigt",
      price: 199,
      price_msg: "199,00 €",
      headline: "Online-Kurs Zeitmanagement",
      affiliate_share: 40,
      stats_is_valid: "Y",
      stats_updated_at: "2026-03-16 03:00:00",
    });
  });

  test("is not found by the id of its product", async () => {
    expect(await sandbox.call("getMarketplaceEntry", { entry_id: "12345" })).toMatchObject({ code: 4 });
  });

  test("follows its product and the product's plan", async () => {
    await sandbox.data("updateProduct", {
      product_id: "12345",
      "data[name_de]": "Zeit haben",
      "data[affiliate_commission]": "35",
    });
    await sandbox.data("updatePaymentplan", { paymentplan_id: "90001", "data[first_amount]": "1249.50" });
    expect(await read(3301)).toMatchObject({
      headline: "Zeit haben",
      affiliate_share: 35,
      price: 1249.5,
      price_msg: "1249,50 €",
    });
  });

  test("has only a number of orders until it is approved", async () => {
    const entry = await read(3302);
    expect(entry).toMatchObject({ approval_status: "pending", stats_is_valid: "N", stats_revenue: 0, stats_stars: 0 });
    expect(entry["stats_count_orders"]).toBeGreaterThan(0);
  });

  test("counts sales and refunds up to the night before", async () => {
    const sold = { from: "start", to: "2026-03-16 03:00:00", "search[product_id]": "12345,67890" };
    const { transaction_list } = await sandbox.data("listTransactions", { ...sold, page_size: "1000" });
    type Row = { purchase_id: string; amount: string; vat_amount: string; pay_method: string };
    const live = transaction_list.filter(({ pay_method }: Row) => pay_method !== "test");
    const entry = await read(3301);
    expect(entry["stats_count_orders"]).toBe(new Set(live.map(({ purchase_id }: Row) => purchase_id)).size);
    const net = live.reduce((sum: number, row: Row) => sum + Number(row.amount) - Number(row.vat_amount), 0);
    expect(entry["stats_revenue"]).toBeCloseTo(net, 2);
    expect(entry["stats_count_affiliates_with_sales"]).toBe(2);
  });

  test("shows a refund on the next day, not before", async () => {
    const before = await read(3301);
    await sandbox.data("refundPurchase", { purchase_id: "K7M2QX9A" });
    expect(await read(3301)).toEqual(before);
    await sandbox.control("POST", "/__clock", { now: "2026-03-17T09:15:00Z" });
    const after = await read(3301);
    expect(after["stats_updated_at"]).toBe("2026-03-17 03:00:00");
    expect(after["stats_cancel_rate"]).toBeGreaterThan(before["stats_cancel_rate"] as number);
  });
});

describe("marketplace entries", () => {
  test.each([
    ["name", [3301, 3302]],
    ["created", [3302, 3301]],
    ["rank", [3301, 3302]],
    ["cancel", [3302, 3301]],
    ["revenue", [3301, 3302]],
  ])("can be sorted by %s", async (sort_by, want) => {
    expect((await list({ sort_by })).entries.map(({ id }) => id)).toEqual(want);
  });

  test("can be filtered by approval", async () => {
    expect((await list({ approval_status: "pending" })).entries.map(({ id }) => id)).toEqual([3302]);
    expect(await list({ approval_status: "rejected" })).toEqual({ count: 0, entries: [] });
  });

  test.each([{ sort_by: "price" }, { approval_status: "done" }])("are refused for %j", async (args) => {
    const wrong = args as unknown as WireArguments;
    expect(await sandbox.call("listMarketplaceEntries", wrong)).toMatchObject({ result: "error", code: 3 });
  });

  test("are summed up by language", async () => {
    const { stats_count_orders, stats_revenue } = await read(3301);
    const sums = await sandbox.data("statsMarketplace", { language: "de" });
    expect(sums).toMatchObject({ count: 1, stats_count_orders, stats_revenue });
    expect(await sandbox.data("statsMarketplace")).toEqual(sums);
    expect(await sandbox.data("statsMarketplace", { language: "pl" })).toMatchObject({ count: 0, stats_revenue: 0 });
  });
});
