import { beforeEach, describe, expect, test } from "vitest";
import { openSandbox, type Sandbox } from "../sandbox-client.ts";

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = openSandbox();
});

const downloads = async (ids: string) => (await sandbox.data("getPurchaseDownloads", { purchase_id: ids })).downloads;
const access = async (id: string, item: number) => {
  const [{ is_access_granted, is_purchase_paid }] = (await downloads(id))[id][item];
  return { is_access_granted, is_purchase_paid };
};

describe("downloads", () => {
  test("exist for digital goods, by purchase and item", async () => {
    const found = await downloads("K7M2QX9A, P4W8ZT3B, R6N1VC5D");
    expect(found.K7M2QX9A["770001"]).toMatchObject([{ file_name: "kurs.pdf", download_until: "2027-03-14 09:30:12" }]);
    expect(found.P4W8ZT3B["770002"]).toMatchObject([{ file_name: "begleitheft.pdf", is_access_granted: "Y" }]);
    expect(found.R6N1VC5D).toEqual([]);
  });

  test("are closed after a refund", async () => {
    expect(await access("K7M2QX9A", 770001)).toEqual({ is_access_granted: "Y", is_purchase_paid: "Y" });
    await sandbox.data("refundPurchase", { purchase_id: "K7M2QX9A" });
    expect(await access("K7M2QX9A", 770001)).toEqual({ is_access_granted: "N", is_purchase_paid: "N" });
  });

  test("are closed after a year, even if paid", async () => {
    await sandbox.control("POST", "/__clock", { now: "2027-03-14T09:00:00Z" });
    expect(await access("K7M2QX9A", 770001)).toEqual({ is_access_granted: "N", is_purchase_paid: "Y" });
  });

  test("are open until the end of the paid period, even if payments were stopped", async () => {
    await sandbox.data("stopRebilling", { purchase_id: "P4W8ZT3B" });
    expect(await access("P4W8ZT3B", 770002)).toEqual({ is_access_granted: "Y", is_purchase_paid: "Y" });
    await sandbox.control("POST", "/__clock", { now: "2026-04-06T09:00:00Z" });
    expect(await access("P4W8ZT3B", 770002)).toEqual({ is_access_granted: "N", is_purchase_paid: "Y" });
  });

  test("are refused for an unknown purchase among others", async () => {
    const args = { purchase_id: "K7M2QX9A,XXXXXXXX" };
    expect(await sandbox.call("getPurchaseDownloads", args)).toMatchObject({ result: "error", code: 4 });
  });
});

describe("the order confirmation", () => {
  test("is sent again, with a note in the language of the call", async () => {
    const args = { purchase_id: "K7M2QX9A", language: "en" };
    expect(await sandbox.data("resendPurchaseConfirmationMail", args)).toEqual({
      modified: "Y",
      note: "The order confirmation was sent.",
    });
  });

  test("requires an existing order", async () => {
    const args = { purchase_id: "XXXXXXXX" };
    expect(await sandbox.call("resendPurchaseConfirmationMail", args)).toMatchObject({ result: "error", code: 4 });
  });
});
