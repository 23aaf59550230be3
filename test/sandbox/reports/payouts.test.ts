import { beforeEach, describe, expect, test } from "vitest";
import { openSandbox, type Sandbox } from "../sandbox-client.ts";

interface Payout {
  readonly id: number;
  readonly created_at: string;
  readonly processed_at: string | null;
  readonly currency: string;
  readonly vendor_gross_amount: string;
  readonly affiliate_gross_amount: string;
}

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = openSandbox();
});

const cents = (amount: string) => Math.round(Number(amount) * 100);
const grossOf = (payout: Payout) => cents(payout.vendor_gross_amount) + cents(payout.affiliate_gross_amount);
const list = async (): Promise<Payout[]> => (await sandbox.data("listPayouts")).payout_list;
const setClock = (now: string) => sandbox.control("POST", "/__clock", { now });

describe("payouts", () => {
  test("come on the first of each month and reach the bank a day later", async () => {
    const payouts = await list();
    expect(payouts.at(-1)).toMatchObject({
      currency: "EUR",
      created_at: "2026-03-01 04:00:00",
      processed_at: "2026-03-02 09:00:00",
    });
    expect(payouts.every(({ created_at }) => created_at.endsWith("-01 04:00:00"))).toBe(true);
    expect(new Set(payouts.map(({ id }) => id)).size).toBe(payouts.length);
    expect(payouts[0]?.id).toBe(300_001);
  });

  test("are what the statistics call paid out", async () => {
    const paid: Record<string, number> = {};
    for (const payout of await list()) {
      paid[payout.currency] = (paid[payout.currency] ?? 0) + grossOf(payout);
    }
    const { paidout_amount } = await sandbox.data("statsExpectedPayouts");
    const reported = Object.entries<string>(paidout_amount).map(([currency, amount]) => [currency, cents(amount)]);
    expect(Object.fromEntries(reported)).toEqual(paid);
  });

  test("keep the account's earnings as a vendor apart from those as an affiliate", async () => {
    const payouts = await list();
    const ofCurrency = (wanted: string) => payouts.filter(({ currency }) => currency === wanted);
    expect(ofCurrency("EUR").every((payout) => cents(payout.affiliate_gross_amount) === 0)).toBe(true);
    expect(ofCurrency("USD").length).toBeGreaterThan(0);
    expect(ofCurrency("USD").every((payout) => cents(payout.vendor_gross_amount) === 0)).toBe(true);
  });

  test("are at least fifty, and smaller amounts are carried over", async () => {
    const payouts = await list();
    expect(Math.min(...payouts.map(grossOf))).toBeGreaterThanOrEqual(5_000);
    const usdMonths = new Set(payouts.filter(({ currency }) => currency === "USD").map(({ created_at }) => created_at));
    const allMonths = new Set(payouts.map(({ created_at }) => created_at));
    expect(usdMonths.size).toBeLessThan(allMonths.size);
  });

  test("continue with the clock, and earlier ones stay as they were", async () => {
    const before = await list();
    await setClock("2026-04-01T01:59:59Z");
    expect(await list()).toEqual(before);
    await setClock("2026-04-01T02:00:00Z");
    const after = await list();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after[before.length]).toMatchObject({ created_at: "2026-04-01 04:00:00", processed_at: null });
  });

  test.each([
    { now: "2026-03-31T21:59:59Z", day: "2026-04-01" },
    { now: "2026-04-01T01:59:59Z", day: "2026-04-01" },
    { now: "2026-04-01T02:00:00Z", day: "2026-05-01" },
  ])("are expected at $now for $day", async ({ now, day }) => {
    await setClock(now);
    const { future_amounts, pending_amount } = await sandbox.data("statsExpectedPayouts");
    expect(Object.keys(future_amounts)).toEqual([day]);
    expect(future_amounts[day].EUR.amount).toBe(pending_amount.EUR);
  });

  test("are reduced by refunds before the end of the month", async () => {
    const { earned_amount } = await sandbox.data("getPurchase", { purchase_id: "K7M2QX9A" });
    const aprilCents = async (refunded: boolean) => {
      sandbox = openSandbox();
      if (refunded) {
        await sandbox.data("refundPurchase", { purchase_id: "K7M2QX9A" });
      }
      await setClock("2026-04-02T08:00:00Z");
      const april = (await list()).filter((one) => one.currency === "EUR" && one.created_at.startsWith("2026-04"));
      return april.reduce((sum, payout) => sum + grossOf(payout), 0);
    };
    expect((await aprilCents(false)) - (await aprilCents(true))).toBe(cents(earned_amount));
  });
});
