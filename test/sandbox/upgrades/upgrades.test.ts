import { beforeEach, describe, expect, test } from "vitest";
import { FULL_KEY, openSandbox, type Sandbox, type WireArguments } from "../sandbox-client.ts";

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = openSandbox();
});

const create = async (args: WireArguments): Promise<string> =>
  String((await sandbox.data("createUpgrade", { name: "Neu", to_product_id: "67890", ...args })).upgrade_id);
const read = (upgrade_id: string, args: WireArguments = {}) => sandbox.data("getUpgrade", { upgrade_id, ...args });
const upgradeNow = (args: WireArguments) => sandbox.data("createUpgradePurchase", args);
const bought = (purchase_id: string) => sandbox.data("getPurchase", { purchase_id });

describe("an upgrade", () => {
  test("is listed after it was created, and not after it was deleted", async () => {
    const id = await create({ upgrade_from: "12345", special_offer_for: "12345,24680", is_active: "N" });
    const { upgrades } = await sandbox.data("listUpgrades");
    expect(upgrades.map((one: { id: number }) => one.id)).toEqual([7301, 7302, Number(id)]);
    expect(upgrades.at(-1)).toMatchObject({
      name: "Neu",
      to_product_id: 67890,
      is_active: "N",
      fallback_product_id: null,
      buyer_readonly_keys: "none",
      upgrade_types: { 12345: "upgrade", 24680: "special_offer" },
    });
    expect(upgrades.at(-1).upgrade_url).toContain(`/${id}-${upgrades.at(-1).authkey}/ORDER_ID`);
    await sandbox.data("deleteUpgrade", { upgrade_id: id });
    expect(await sandbox.call("getUpgrade", { upgrade_id: id })).toMatchObject({ code: 4 });
    expect((await sandbox.data("listUpgrades")).upgrades).toHaveLength(2);
  });

  test("from all products excludes the one that it leads to", async () => {
    const { item } = await read(await create({ downgrade_from: "all" }));
    expect(item).toMatchObject({
      to_product_name: "Mitgliedschaft Fokus-Club",
      upgrade_types: { 12345: "downgrade", 13579: "downgrade", 24680: "downgrade" },
    });
  });

  test.each([
    [{ to_product_id: "999" }, "Produkt nicht gefunden: 999"],
    [{ upgrade_from: "12345,999" }, "Produkt nicht gefunden: 999"],
    [{ fallback_product_id: "999" }, "Produkt nicht gefunden: 999"],
    [{ name: "" }, "Parameter fehlt: name"],
    [{ buyer_readonly_keys: "some" }, "buyer_readonly_keys"],
  ])("is refused with %j", async (args: WireArguments, message) => {
    const envelope = await sandbox.call("createUpgrade", { name: "Neu", to_product_id: "67890", ...args });
    expect(envelope).toMatchObject({ result: "error", message: expect.stringContaining(message) });
  });

  test("shows whether an order can be upgraded", async () => {
    expect((await read("7301")).check).toBeUndefined();
    expect((await read("7301", { order_ids: "R6N1VC5D,K7M2QX9A" })).check).toEqual({
      is_upgrade_possible: "Y",
      is_one_click_payment_possible: "Y",
      possible_upgrade_type: "upgrade",
    });
    const never = { is_upgrade_possible: "N", is_one_click_payment_possible: "N" };
    expect((await read("7301", { order_ids: "R6N1VC5D" })).check).toEqual(never);
    // A special offer leaves the order as it is.
    const offer = await create({ special_offer_for: "12345" });
    expect((await read(offer, { order_ids: "K7M2QX9A" })).check).toEqual(never);
    const asleep = await create({ upgrade_from: "12345", is_active: "N" });
    expect((await read(asleep, { order_ids: "K7M2QX9A" })).check).toEqual(never);
    const byTransfer = await create({ upgrade_from: "24680" });
    expect((await read(byTransfer, { order_ids: "R6N1VC5D" })).check).toMatchObject({
      is_upgrade_possible: "Y",
      is_one_click_payment_possible: "N",
    });
    await sandbox.data("refundPurchase", { purchase_id: "K7M2QX9A", force: "Y" });
    expect((await read("7301", { order_ids: "K7M2QX9A" })).check).toEqual(never);
  });
});

describe("upgrading an order", () => {
  test("credits the amount paid, and applies the rest of it to later payments", async () => {
    const { new_purchase, upgrade_info } = await upgradeNow({ purchase_ids: "K7M2QX9A", upgrade_id: "7301-EXAMPLE" });
    expect(new_purchase).toMatchObject({
      billing_status: "paying",
      paid_amount: "0.00",
      next_payment_at: "2026-04-16",
      next_amount: "0.00",
      currency: "EUR",
    });
    expect(upgrade_info).toEqual({
      upgrade_type: "upgrade",
      upgrade_amount_left: "179.10",
      upgrade_amount_total: "199.00",
      upgraded_purchase_id: "K7M2QX9A",
    });
    const added = await sandbox.data("addBalanceToPurchase", { purchase_id: new_purchase.id, amount: "0" });
    expect(added.new_balance).toBe("179.10");
    expect(await bought(new_purchase.id)).toMatchObject({ main_product_id: 67890, affiliate_name: "partnerin24" });
    // Once only.
    const again = await sandbox.call("createUpgradePurchase", { purchase_ids: "K7M2QX9A", upgrade_id: "7301" });
    expect(again).toMatchObject({ result: "error", code: 3 });
  });

  test("of a subscription ends it, credits its last payment, and charges the rest by the plan and the units asked for", async () => {
    const upgrade_id = await create({ to_product_id: "12345", upgrade_from: "67890" });
    const { new_purchase, upgrade_info } = await upgradeNow({
      purchase_ids: "P4W8ZT3B",
      upgrade_id,
      payment_plan_id: "2",
      "quantities[12345]": "2",
    });
    expect(upgrade_info).toMatchObject({ upgrade_amount_total: "19.90", upgrade_amount_left: "0.00" });
    expect(new_purchase).toMatchObject({ paid_amount: "118.10", next_amount: "138.00", billing_status: "paying" });
    expect((await bought("P4W8ZT3B")).billing_status).toBe("aborted");
    const { items } = await sandbox.data("listRebillingStatusChanges");
    expect(items.at(-1)).toMatchObject({ purchase_id: "P4W8ZT3B", type: "rebill_cancelled" });
    const { transaction_list } = await sandbox.data("listTransactions", { "search[purchase_id]": new_purchase.id });
    expect(transaction_list).toMatchObject([{ amount: "118.10", transaction_type: "payment" }]);
  });

  test("to a cheaper product begins when the paid period ends", async () => {
    const upgrade_id = await create({ to_product_id: "12345", downgrade_from: "67890" });
    const { next_payment_at } = await bought("P4W8ZT3B");
    const { new_purchase, upgrade_info } = await upgradeNow({
      purchase_ids: "P4W8ZT3B",
      upgrade_id,
      payment_plan_id: "90006",
    });
    expect(upgrade_info).toMatchObject({ upgrade_type: "downgrade", upgrade_amount_total: "0.00" });
    expect(new_purchase).toMatchObject({ paid_amount: "0.00", next_payment_at, next_amount: "149.00" });
  });

  test.each([
    [{ upgrade_id: "9999" }, 4],
    [{ upgrade_id: "7301-WRONG" }, 4],
    [{ upgrade_id: "Kurs" }, 3],
    [{ purchase_ids: "NOORDER1" }, 4],
    [{ purchase_ids: "R6N1VC5D" }, 3],
    [{ payment_plan_id: "9" }, 4],
  ])("is refused with %j, and nothing is charged", async (args: WireArguments, code) => {
    const before = (await sandbox.data("listTransactions")).summary;
    const call = { purchase_ids: "K7M2QX9A", upgrade_id: "7301", ...args };
    expect(await sandbox.call("createUpgradePurchase", call, FULL_KEY)).toMatchObject({ result: "error", code });
    expect((await sandbox.data("listTransactions")).summary).toEqual(before);
  });
});

describe("a smart upgrade", () => {
  test("shows its offer to buyers of its products only", async () => {
    const read = (args: WireArguments) => sandbox.data("getSmartupgrade", { smartupgrade_id: "8101", ...args });
    expect(await read({})).not.toHaveProperty("widget_html");
    expect((await read({ purchase_id: "R6N1VC5D" })).widget_html).toBe("");
    expect((await read({ purchase_id: "R6N1VC5D,K7M2QX9A" })).widget_html).toContain("Mitgliedschaft Fokus-Club");
    expect(await sandbox.call("getSmartupgrade", { smartupgrade_id: "1" })).toMatchObject({ code: 4 });
    expect((await sandbox.data("listSmartUpgrades")).smartupgrades).toHaveLength(2);
  });
});

describe("upsells", () => {
  const tree = async () => (await sandbox.data("getUpsells", { product_id: "12345" })).upsells;
  const update = (args: WireArguments) => sandbox.data("updateUpsells", { product_id: "12345", ...args });

  test("are replaced as a whole", async () => {
    expect(await tree()).toEqual({ y: 67890, yy: 13579, yn: 24680 });
    expect(await update({ "data[yn]": "24680", "data[y]": "67890", "data[yy]": "13579" })).toEqual({
      is_modified: "N",
    });
    expect(await update({ "data[y]": "24680", "data[yy]": "" })).toEqual({ is_modified: "Y" });
    expect(await tree()).toEqual({ y: 24680 });
  });

  test("stay the same if the sent values are invalid", async () => {
    expect(await update({ y: "24680" })).toEqual({ is_modified: "N" });
    expect(await update({ "data[n]": "24680" })).toEqual({ is_modified: "N" });
    expect(await sandbox.call("updateUpsells", { product_id: "12345", "data[y]": "999" })).toMatchObject({ code: 4 });
    expect(await tree()).toEqual({ y: 67890, yy: 13579, yn: 24680 });
  });

  test("can be deleted once", async () => {
    expect(await sandbox.data("deleteUpsells", { product_id: "12345" })).toEqual({ is_modified: "Y" });
    expect(await tree()).toEqual([]);
    expect(await sandbox.data("deleteUpsells", { product_id: "12345" })).toEqual({ is_modified: "N" });
  });
});
