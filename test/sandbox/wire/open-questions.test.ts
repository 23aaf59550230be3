import { describe, expect, test } from "vitest";
import { openSandbox, READ_KEY } from "../sandbox-client.ts";

describe("if the documentation leaves a question open, the sandbox", () => {
  test("takes a date in place of a point in time as the first second of that day", async () => {
    const { data } = openSandbox();
    const count = async (to: string) => (await data("listPurchases", { from: "2026-03-01", to })).item_count;
    expect(await count("2026-03-14")).toBe(await count("2026-03-14 00:00:00"));
    expect(await count("2026-03-14")).toBeLessThan(await count("2026-03-14 23:59:59"));
  });

  test("counts the last day of a range of days", async () => {
    const { data } = openSandbox();
    const day = "2026-03-14";
    const { amount_list } = await data("statsDailyAmounts", { from: day, to: day });
    expect(new Set(amount_list.map((amounts: { day: string }) => amounts.day))).toEqual(new Set([day]));
    const { from, to } = await data("statsSales", { period: "day", from: day, to: day });
    expect({ from, to }).toEqual({ from: day, to: day });
  });

  test.each([
    ["listInvoices", { purchase_id: "K7M2QX9A" }],
    ["getUpsells", { product_id: "12345" }],
    ["getCustomerToAffiliateBuyerDetails", {}],
  ] as const)("refuses %s with a read-only key", async (name, args) => {
    expect(await openSandbox().call(name, args, READ_KEY)).toMatchObject({ result: "error", code: 5 });
  });

  test("refuses a custom value of more than 63 characters", async () => {
    const { call } = openSandbox();
    const link = (length: number) =>
      call("createBuyUrl", { product_id: "12345", "tracking[custom]": "x".repeat(length) });
    expect(await link(63)).toMatchObject({ result: "success" });
    expect(await link(64)).toMatchObject({ result: "error", code: 3 });
  });

  test("shows click and sub ids only to the affiliate", async () => {
    const { purchase_list } = await openSandbox().data("listPurchases", { from: "start", page_size: "1000" });
    const withIds = purchase_list.filter((purchase: object) => "click_id" in purchase && "sub_ids" in purchase);
    expect(withIds.length).toBeGreaterThan(0);
    expect(new Set(withIds.map(({ role }: { role: string }) => role))).toEqual(new Set(["affiliate"]));
  });

  test("leaves earlier payment plans active next to a new one", async () => {
    const { data } = openSandbox();
    const plans = () => data("listPaymentPlans", { product_id: "67890" });
    const before = await plans();
    expect(before.length).toBeGreaterThan(0);
    const { plan } = await data("createPaymentplan", { product_id: "67890", "data[first_amount]": "9.00" });
    expect(await plans()).toEqual([...before, plan]);
  });
});
