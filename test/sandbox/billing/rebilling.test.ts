import { beforeEach, describe, expect, test } from "vitest";
import { openSandbox, type Sandbox } from "../sandbox-client.ts";

let sandbox: Sandbox;
let purchase_id: string;

beforeEach(async () => {
  sandbox = openSandbox();
  const { purchase_list } = await sandbox.data("listPurchases", {
    from: "start",
    "search[billing_type]": "subscription",
  });
  purchase_id = purchase_list.find(({ billing_status }: { billing_status: string }) => billing_status === "paying").id;
});

const purchase = () => sandbox.data("getPurchase", { purchase_id });
/** Those of the last day that belong to the purchase. */
async function changes(): Promise<readonly string[]> {
  const { items } = await sandbox.data("listRebillingStatusChanges");
  const own = items.filter((change: Record<string, string>) => change["purchase_id"] === purchase_id);
  return own.map(({ type }: { type: string }) => type);
}

describe("a subscription", () => {
  test("is shown as stopped in the purchase and among the changes", async () => {
    expect(await sandbox.data("stopRebilling", { purchase_id })).toMatchObject({
      modified: "Y",
      code: "stopped_now",
      billing_status: "aborted",
      rebilling_active: "N",
      next_payment_at: "",
    });
    expect(await purchase()).toMatchObject({ billing_status: "aborted" });
    expect(await changes()).toEqual(["rebill_cancelled"]);
  });

  test("cannot be stopped twice", async () => {
    await sandbox.data("stopRebilling", { purchase_id });
    expect(await sandbox.data("stopRebilling", { purchase_id })).toMatchObject({
      modified: "N",
      billing_status: "aborted",
    });
    expect(await changes()).toHaveLength(1);
  });

  test("continues when it is started again, with its next payment due", async () => {
    await sandbox.data("stopRebilling", { purchase_id });
    const { next_payment_at, ...answer } = await sandbox.data("startRebilling", { purchase_id });
    expect(answer).toMatchObject({ modified: "Y", billing_status: "paying", rebilling_active: "Y" });
    expect(next_payment_at >= "2026-03-16").toBe(true);
    expect(await purchase()).toMatchObject({ billing_status: "paying" });
    expect(await changes()).toEqual(["rebill_cancelled", "rebill_resumed"]);
  });

  test("that stopped in its first interval resumes at the end of that interval", async () => {
    const plan = { "payment_plan[template]": "90003", "payment_plan[first_billing_interval]": "7_day" };
    const sale = { purchase_id: "K7M2QX9A", product_id: "67890", ...plan };
    const { created_purchase_id } = await sandbox.data("createBillingOnDemand", sale);
    await sandbox.data("stopRebilling", { purchase_id: created_purchase_id });
    const started = await sandbox.data("startRebilling", { purchase_id: created_purchase_id });
    expect(started.next_payment_at).toBe("2026-03-23");
  });

  test("cannot be started while it runs", async () => {
    expect(await sandbox.data("startRebilling", { purchase_id })).toMatchObject({
      modified: "N",
      billing_status: "paying",
    });
    expect(await changes()).toEqual([]);
  });
});

describe("an order without further payments", () => {
  test.each(["stopRebilling", "startRebilling"])("is refused by %s", async (name) => {
    const { purchase_list } = await sandbox.data("listPurchases", {
      from: "start",
      "search[billing_type]": "single_payment",
    });
    const single = { purchase_id: purchase_list[0].id };
    expect(await sandbox.call(name, single)).toMatchObject({ result: "error", code: 3 });
    expect(await sandbox.call(name, { purchase_id: "AAAAAAAA" })).toMatchObject({ result: "error", code: 4 });
  });
});

test("the changes of a longer period include those of a shorter one", async () => {
  const { items } = await sandbox.data("listRebillingStatusChanges", { from: "-60d" });
  const known = items.find(({ id }: { id: number }) => id === 440001);
  expect(known).toMatchObject({ purchase_id: "P4W8ZT3B", type: "rebill_resumed" });
});
