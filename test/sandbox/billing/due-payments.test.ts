import { beforeEach, describe, expect, test } from "vitest";
import { openSandbox, type Sandbox } from "../sandbox-client.ts";

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = openSandbox();
});

const CLUB = "P4W8ZT3B";
const setClock = (now: string) => sandbox.control("POST", "/__clock", { now });
const bought = (purchase_id: string) => sandbox.data("getPurchase", { purchase_id });

/** When an order was paid for, and how much. */
async function payments(purchase_id: string): Promise<readonly (readonly [string, string])[]> {
  const { transaction_list } = await bought(purchase_id);
  return transaction_list.map(({ created_at, amount }: Record<string, string>) => [created_at, amount] as const);
}

describe("when the clock moves on, a subscription", () => {
  test("is paid on every due date, to the second", async () => {
    expect(await payments(CLUB)).toHaveLength(3);
    await setClock("2026-06-05T16:02:40Z");
    expect((await payments(CLUB)).slice(3)).toEqual([
      ["2026-04-05 18:02:41", "19.90"],
      ["2026-05-05 18:02:41", "19.90"],
    ]);
    await setClock("2026-06-05T16:02:41Z");
    expect((await payments(CLUB)).slice(5)).toEqual([["2026-06-05 18:02:41", "19.90"]]);
    expect(await bought(CLUB)).toMatchObject({ billing_status: "paying", next_payment_at: "2026-07-05" });
  });

  test("is not paid while it is stopped, and at once when it resumes", async () => {
    await sandbox.data("stopRebilling", { purchase_id: CLUB });
    await setClock("2026-08-20T10:00:00Z");
    expect(await payments(CLUB)).toHaveLength(3);
    await sandbox.data("startRebilling", { purchase_id: CLUB });
    await setClock("2026-08-20T10:00:01Z");
    expect((await payments(CLUB)).slice(3)).toEqual([["2026-08-20 12:00:00", "19.90"]]);
  });

  test("is paid on the postponed date, minus its balance", async () => {
    await sandbox.data("updatePurchase", { purchase_id: CLUB, "data[next_payment_at]": "2026-05-20" });
    await sandbox.data("addBalanceToPurchase", { purchase_id: CLUB, amount: "15" });
    await setClock("2026-06-30T10:00:00Z");
    expect((await payments(CLUB)).slice(3)).toEqual([
      ["2026-05-20 00:00:00", "4.90"],
      ["2026-06-20 00:00:00", "19.90"],
    ]);
  });

  test("is not paid twice when the clock is set back and forward again", async () => {
    await setClock("2026-04-10T10:00:00Z");
    await setClock("2026-04-01T10:00:00Z");
    await setClock("2026-04-10T10:00:00Z");
    expect(await payments(CLUB)).toHaveLength(4);
  });
});

test("payments by instalments end with the last instalment", async () => {
  const plan = { product_id: "12345", "payment_plan[template]": "90002" };
  const { created_purchase_id: id } = await sandbox.data("createBillingOnDemand", { purchase_id: "K7M2QX9A", ...plan });
  await setClock("2027-01-01T10:00:00Z");
  expect(await payments(id)).toHaveLength(3);
  expect(await bought(id)).toMatchObject({ billing_status: "completed", next_payment_at: "" });
});

test("all due payments are booked in order of time", async () => {
  await setClock("2026-09-01T10:00:00Z");
  const { transaction_list } = await sandbox.data("listTransactions", { from: "2026-03-17", page_size: "1000" });
  const ids = transaction_list.map(({ id }: { id: number }) => id);
  expect(ids.length).toBeGreaterThan(100);
  expect(ids).toEqual([...ids].sort((a: number, b: number) => a - b));
});
