import { beforeEach, describe, expect, test } from "vitest";
import { openSandbox, type Sandbox } from "../sandbox-client.ts";

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = openSandbox();
});

const report = (who: string, transaction_id = "55000001") =>
  sandbox.data("reportFraud", { transaction_id, who, comment: "Karte gestohlen" });

describe("a report of fraud", () => {
  test("covers the named people, and is recognised when repeated", async () => {
    expect(await report("buyer")).toEqual({
      buyer_status: "success",
      buyer_message: "Der Käufer wurde gemeldet.",
      buyer_code: "created_entry",
      affiliate_status: "",
      affiliate_message: "",
      affiliate_code: "not_created",
    });
    expect(await report("buyer,affiliate")).toMatchObject({
      buyer_code: "rerequest",
      affiliate_status: "success",
      affiliate_code: "created_entry",
    });
    expect(await report("affiliate")).toMatchObject({ buyer_code: "not_created", affiliate_code: "rerequest" });
  });

  test("concerns the buyer, whichever of the payments it names", async () => {
    expect(await report("buyer", "55000002")).toMatchObject({ buyer_code: "created_entry" });
    expect(await report("buyer", "55000003")).toMatchObject({ buyer_code: "rerequest" });
  });

  test("finds no affiliate if there is none, nor the account itself", async () => {
    const none = { affiliate_status: "error", affiliate_code: "not_created" };
    expect(await report("affiliate", "55000002")).toMatchObject(none);
    const own = { from: "start", "search[role]": "affiliate" };
    const [{ id }] = (await sandbox.data("listTransactions", own)).transaction_list;
    expect(await report("affiliate", String(id))).toMatchObject(none);
  });

  test("moves no money", async () => {
    const money = async () => (await sandbox.data("listTransactions", { from: "start" })).summary;
    const before = await money();
    await report("buyer,affiliate");
    expect(await money()).toEqual(before);
  });

  test.each([
    { name: "an unknown payment", args: { transaction_id: "1", who: "buyer", comment: "x" }, code: 4 },
    { name: "somebody else", args: { transaction_id: "55000001", who: "vendor", comment: "x" }, code: 3 },
    { name: "no reason", args: { transaction_id: "55000001", who: "buyer", comment: " " }, code: 3 },
  ])("is refused for $name", async ({ args, code }) => {
    expect(await sandbox.call("reportFraud", args)).toMatchObject({ result: "error", code });
  });
});
