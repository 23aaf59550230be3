import { beforeEach, describe, expect, test } from "vitest";
import { NOW, openSandbox, type Sandbox, type WireArguments } from "../sandbox-client.ts";

let sandbox: Sandbox;
let now: Date;
beforeEach(() => {
  now = NOW;
  sandbox = openSandbox({ now: () => now });
});

const names = async () => (await sandbox.data("listShippingCostPolicies")).map(({ name }: { name: string }) => name);
const policy = async (id: number) => (await sandbox.data("getShippingCostPolicy", { policy_id: String(id) })).policy;
const create = async (args: WireArguments): Promise<number> =>
  (await sandbox.data("createShippingCostPolicy", args)).policy_id;

describe("a shipping cost policy", () => {
  test("with only a name is active and applies to everything", async () => {
    const id = await create({ "data[name]": "Standard" });
    expect(await policy(id)).toMatchObject({
      id,
      name: "Standard",
      position: 100,
      is_active: "Y",
      for_product_ids: "all",
      for_countries: "all",
      for_currencies: "all",
      currency: "EUR",
      scale_level_count: 1,
      scale_1_amount: "0.00",
      created_at: "2026-03-16 10:15:00",
    });
  });

  test("keeps its scale and its labels", async () => {
    const id = await create({
      "data[name]": "Nach Menge",
      "data[label_nl]": "Verzending",
      "data[for_countries]": "de, at",
      "data[fee_type]": "fee_per_unit",
      "data[scale_level_count]": "2",
      "data[scale_1_amount]": "4.9",
      "data[scale_2_from]": "3",
      "data[scale_2_amount]": "7",
    });
    expect(await policy(id)).toMatchObject({
      label_nl: "Verzending",
      for_countries: "DE,AT",
      fee_type: "fee_per_unit",
      scale_level_count: 2,
      scale_1_amount: "4.90",
      scale_2_from: 3,
      scale_2_amount: "7.00",
    });
  });

  test("is listed in its position", async () => {
    await create({ "data[name]": "Zuerst", "data[position]": "5" });
    expect(await names()).toEqual(["Zuerst", "Versand Inland", "Versand Österreich und Schweiz"]);
  });

  test("that is changed shows when, and applies to everything if its conditions are cleared", async () => {
    now = new Date(NOW.getTime() + 60_000);
    const args = { policy_id: "1501", "data[for_countries]": "", "data[scale_1_amount]": "5.50" };
    expect(await sandbox.data("updateShippingCostPolicy", args)).toEqual({ is_modified: "Y" });
    expect(await policy(1501)).toMatchObject({
      for_countries: "all",
      scale_1_amount: "5.50",
      label_de: "Versand",
      modified_at: "2026-03-16 10:16:00",
    });
  });

  test.each([
    { name: "flat", args: { name: "Flach" } },
    { name: "the same", args: { "data[scale_1_amount]": "4.90", "data[is_active]": "1" } },
    { name: "not known", args: { "data[carrier]": "Post" } },
  ])("is not changed by fields that are $name", async ({ args }) => {
    const before = await policy(1501);
    const call = { policy_id: "1501", ...(args as WireArguments) };
    expect(await sandbox.data("updateShippingCostPolicy", call)).toEqual({ is_modified: "N" });
    expect(await policy(1501)).toEqual(before);
  });

  test("that was deleted is gone, its id is not reused, and orders keep the shipping costs that were paid", async () => {
    const order = await sandbox.data("getPurchase", { purchase_id: "R6N1VC5D" });
    await sandbox.data("deleteShippingCostPolicy", { policy_id: "1502" });
    expect(await names()).toEqual(["Versand Inland"]);
    expect(await create({ "data[name]": "Neu" })).toBe(1503);
    expect(await sandbox.data("getPurchase", { purchase_id: "R6N1VC5D" })).toEqual(order);
  });

  test("of the shop costs as much as the buyer of the book has paid", async () => {
    const order = await sandbox.data("getPurchase", { purchase_id: "R6N1VC5D" });
    const { for_product_ids, scale_1_amount } = await policy(1502);
    expect(for_product_ids).toBe(String(order.items[0].product_id));
    expect(order).toMatchObject({ shipping_amount: scale_1_amount });
  });

  test.each([
    { name: "createShippingCostPolicy", args: { name: "Flach" }, code: 3 },
    { name: "createShippingCostPolicy", args: { "data[name]": "x".repeat(64) }, code: 3 },
    { name: "createShippingCostPolicy", args: { "data[scale_level_count]": "6" }, code: 3 },
    { name: "createShippingCostPolicy", args: { "data[scale_1_amount]": "4,90" }, code: 3 },
    { name: "createShippingCostPolicy", args: { "data[for_countries]": "Germany" }, code: 3 },
    { name: "createShippingCostPolicy", args: { "data[for_product_ids]": "Buch" }, code: 3 },
    { name: "updateShippingCostPolicy", args: { policy_id: "1501", "data[fee_type]": "per_unit" }, code: 3 },
    { name: "updateShippingCostPolicy", args: { policy_id: "1999", "data[name]": "Neu" }, code: 4 },
    { name: "getShippingCostPolicy", args: { policy_id: "1999" }, code: 4 },
    { name: "deleteShippingCostPolicy", args: { policy_id: "1999" }, code: 4 },
  ])("$name with $args is refused", async ({ name, args, code }) => {
    expect(await sandbox.call(name, args as WireArguments)).toMatchObject({ result: "error", code });
  });
});
