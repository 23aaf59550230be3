import { beforeEach, describe, expect, test } from "vitest";
import { openSandbox, type Sandbox, type WireArguments } from "../sandbox-client.ts";

const COURSE = { purchase_id: "K7M2QX9A" };
const CLUB = { purchase_id: "P4W8ZT3B" };

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = openSandbox();
});

const update = (args: WireArguments) => sandbox.data("updatePurchase", args);

describe("a purchase", () => {
  test("keeps the vendor's own value and tracking key", async () => {
    const given = { ...COURSE, "data[custom]": "Regal 7", "data[tracking_param]": "plakat-42" };
    expect(await update(given)).toEqual({ is_modified: "Y" });
    expect(await update(given)).toEqual({ is_modified: "N" });
    expect((await sandbox.data("getPurchase", COURSE)).custom).toBe("Regal 7");
    expect((await sandbox.data("getPurchaseTracking", COURSE)).vendor_key).toBe("plakat-42");
    expect((await sandbox.data("getPurchaseTracking", CLUB)).vendor_key).toBe("");
    expect(await update({ ...COURSE, "data[custom]": "" })).toEqual({ is_modified: "Y" });
    expect((await sandbox.data("getPurchase", COURSE)).custom).toBe("");
    expect((await sandbox.data("getPurchaseTracking", COURSE)).vendor_key).toBe("plakat-42");
  });

  test("can have its next payment postponed, and stays in the status paying", async () => {
    expect((await sandbox.data("getPurchase", CLUB)).next_payment_at).toBe("2026-04-05");
    expect(await update({ ...CLUB, "data[next_payment_at]": "2026-06-01" })).toEqual({ is_modified: "Y" });
    expect(await sandbox.data("getPurchase", CLUB)).toMatchObject({
      next_payment_at: "2026-06-01",
      billing_status: "paying",
    });
  });

  test("stays the same when its next payment is set to the day that it already has", async () => {
    expect(await update({ ...CLUB, "data[next_payment_at]": "2026-04-05" })).toEqual({ is_modified: "N" });
  });

  test.each([
    { name: "flat", args: { custom: "Regal 7" } },
    { name: "unknown", args: { "data[campaignkey]": "anders" } },
    { name: "empty", args: { "data[next_payment_at]": "", "data[unlock_invoices]": "" } },
  ])("is not changed by fields that are $name", async ({ args }) => {
    const before = await sandbox.data("getPurchase", CLUB);
    expect(await update({ ...CLUB, ...(args as WireArguments) })).toEqual({ is_modified: "N" });
    expect(await sandbox.data("getPurchase", CLUB)).toEqual(before);
  });

  test("opens its invoices again, once, after three years have closed them", async () => {
    const given = { ...COURSE, "data[unlock_invoices]": "Y" };
    expect(await update(given)).toEqual({ is_modified: "N" });
    await sandbox.control("POST", "/__clock", { now: "2029-03-16T09:15:00Z" });
    expect(await update({ ...COURSE, "data[unlock_invoices]": "N" })).toEqual({ is_modified: "N" });
    expect(await update(given)).toEqual({ is_modified: "Y" });
    expect(await update(given)).toEqual({ is_modified: "N" });
  });

  test.each([
    { name: "an earlier payment", args: { ...CLUB, "data[next_payment_at]": "2026-04-01" }, code: 3 },
    { name: "a next payment on a day that is none", args: { ...CLUB, "data[next_payment_at]": "bald" }, code: 3 },
    {
      name: "a next payment if everything is paid",
      args: { ...COURSE, "data[next_payment_at]": "2027-01-01" },
      code: 3,
    },
    { name: "a value too long", args: { ...COURSE, "data[custom]": "x".repeat(64) }, code: 3 },
    { name: "a value that is not a flag", args: { ...COURSE, "data[unlock_invoices]": "vielleicht" }, code: 3 },
    { name: "an unknown id", args: { purchase_id: "XXXXXXXX", "data[custom]": "x" }, code: 4 },
  ])("is refused $name, and nothing else is changed", async ({ args, code }) => {
    const given = { "data[tracking_param]": "plakat-42", ...(args as WireArguments) };
    expect(await sandbox.call("updatePurchase", given)).toMatchObject({ result: "error", code });
    expect((await sandbox.data("getPurchaseTracking", COURSE)).vendor_key).toBe("");
    expect((await sandbox.data("getPurchaseTracking", CLUB)).vendor_key).toBe("");
  });
});

describe("the tracking of a purchase", () => {
  test("is that of the affiliate's link", async () => {
    expect(await sandbox.data("getPurchaseTracking", COURSE)).toMatchObject({
      utm_params: { utm_source: "newsletter", utm_medium: "email", utm_campaign: "fruehling" },
      click_id: "",
      sub_ids: [],
      campaign_key: "fruehling",
    });
  });

  test("shows the click of the account's own links, as listPurchases does", async () => {
    const own = { from: "start", "search[role]": "affiliate" };
    const { purchase_list } = await sandbox.data("listPurchases", own);
    expect(purchase_list.length).toBeGreaterThan(1);
    const ids = purchase_list.map(({ id }: { id: string }) => id).join(",");
    const tracking = await sandbox.data("getPurchaseTracking", { purchase_id: ids });
    for (const { id, click_id, sub_ids, campaignkey } of purchase_list) {
      expect(tracking[id]).toMatchObject({ click_id, campaign_key: campaignkey });
      expect(tracking[id].sub_ids.join()).toBe(sub_ids.sid1);
    }
  });

  test("is an object by id for several purchases, and an error if one is unknown", async () => {
    const both = { purchase_id: "K7M2QX9A, P4W8ZT3B" };
    const { K7M2QX9A, P4W8ZT3B } = await sandbox.data("getPurchaseTracking", both);
    expect([K7M2QX9A.campaign_key, P4W8ZT3B.campaign_key]).toEqual(["fruehling", ""]);
    const wrong = { purchase_id: "K7M2QX9A,XXXXXXXX" };
    expect(await sandbox.call("getPurchaseTracking", wrong)).toMatchObject({ result: "error", code: 4 });
  });
});
