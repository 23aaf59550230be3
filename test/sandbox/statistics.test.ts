import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openSandbox, type Sandbox } from "./sandbox-client.ts";

const SLOW_MACHINE_MS = 300_000;
const cents = (amount: unknown) => Math.round(Number(amount) * 100);

type Totals = Record<string, { brutto: number; earned: number }>;

function addTo(totals: Totals, currency: string, brutto: unknown, earned: unknown): void {
  const sum = totals[currency] ?? { brutto: 0, earned: 0 };
  totals[currency] = { brutto: sum.brutto + cents(brutto), earned: sum.earned + cents(earned) };
}

/** The same money as each function tells it, from the account's first day to now. */
const TELLERS: Readonly<Record<string, (sandbox: Sandbox) => Promise<Totals>>> = {
  listTransactions: async (sandbox) => {
    const { summary } = await sandbox.data("listTransactions", { from: "2000-01-01" });
    const totals: Totals = {};
    for (const [currency, sum] of Object.entries<Record<string, string>>(summary.amounts)) {
      addTo(totals, currency, sum["total_amount"], sum["earned_amount"]);
    }
    return totals;
  },
  ...Object.fromEntries(
    ["day", "week", "month", "quarter", "year"].map((period) => [
      `statsSales ${period}`,
      async (sandbox: Sandbox) => {
        const { amounts } = await sandbox.data("statsSales", { period, from: "2024-01-01", to: "2026-03-16" });
        const totals: Totals = {};
        for (const [currency, spans] of Object.entries<Record<string, string>[]>(amounts)) {
          for (const span of spans) {
            addTo(totals, currency, span["total_brutto_amount"], span["total_share_amount"]);
          }
        }
        return totals;
      },
    ]),
  ),
  statsDailyAmounts: async (sandbox) => {
    const { amount_list } = await sandbox.data("statsDailyAmounts", { from: "2024-01-01" });
    const totals: Totals = {};
    for (const day of amount_list) {
      addTo(totals, day.currency, day.total_brutto_amount, day.total_share_amount);
    }
    return totals;
  },
  statsSalesSummary: async (sandbox) => {
    const { all } = (await sandbox.data("statsSalesSummary")).for;
    const totals: Totals = {};
    for (const [currency, sum] of Object.entries<Record<string, string>>(all.amounts)) {
      addTo(totals, currency, sum["total_brutto_amount"], sum["total_share_amount"]);
    }
    return totals;
  },
};

/** What is earned, by functions that do not tell the gross. */
const EARNING_TELLERS: Readonly<Record<string, (sandbox: Sandbox) => Promise<Record<string, number>>>> = {
  statsExpectedPayouts: async (sandbox) => {
    const { total_earnings, paidout_amount, pending_amount } = await sandbox.data("statsExpectedPayouts");
    return Object.fromEntries(
      Object.keys(total_earnings).map((currency) => {
        expect(cents(paidout_amount[currency]) + cents(pending_amount[currency])).toBe(cents(total_earnings[currency]));
        return [currency, cents(total_earnings[currency])];
      }),
    );
  },
  listCommissions: async (sandbox) => {
    const { items } = await sandbox.data("listCommissions", { from: "2000-01-01" });
    const earned: Record<string, number> = {};
    for (const { currency, amount } of items) {
      earned[currency] = (earned[currency] ?? 0) + cents(amount);
    }
    return earned;
  },
  listPurchases: async (sandbox) => {
    const earned: Record<string, number> = {};
    const { purchase_list } = await sandbox.data("listPurchases", { from: "2000-01-01", page_size: "1000" });
    for (const { currency, earned_amount } of purchase_list) {
      earned[currency] = (earned[currency] ?? 0) + cents(earned_amount);
    }
    return earned;
  },
};

async function expectAgreement(sandbox: Sandbox): Promise<void> {
  const { listTransactions: first, ...others } = TELLERS;
  const totals = (await first?.(sandbox)) ?? {};
  expect(Object.keys(totals).length).toBeGreaterThan(0);
  for (const [name, tell] of Object.entries(others)) {
    expect(await tell(sandbox), name).toEqual(totals);
  }
  const earned = Object.fromEntries(Object.entries(totals).map(([currency, sum]) => [currency, sum.earned]));
  for (const [name, tell] of Object.entries(EARNING_TELLERS)) {
    expect(await tell(sandbox), name).toEqual(earned);
  }
}

describe("money", () => {
  test("is told alike by every function, to the cent and in every currency", async () => {
    await expectAgreement(openSandbox());
  });

  test("is told alike after any history of refunds", { timeout: SLOW_MACHINE_MS }, async () => {
    const step = fc.record({
      kind: fc.constantFrom("refundTransaction", "refundPurchase", "refundPartially"),
      at: fc.nat({ max: 10_000 }),
      amount: fc.integer({ min: 1, max: 20_000 }),
    });
    let booked = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 1000 }),
        fc.array(step, { minLength: 1, maxLength: 12 }),
        async (seed, steps) => {
          const sandbox = openSandbox({ seed });
          const { transaction_list } = await sandbox.data("listTransactions", {
            from: "2000-01-01",
            page_size: "1000",
          });
          for (const { kind, at, amount } of steps) {
            const { id, purchase_id } = transaction_list[at % transaction_list.length];
            const args = { transaction_id: String(id), purchase_id, force: "Y", amount: (amount / 100).toFixed(2) };
            const { data } = await sandbox.call(kind, args);
            booked += data?.modified === "Y" ? 1 : 0;
          }
          await expectAgreement(sandbox);
        },
      ),
      { numRuns: 25 },
    );
    expect(booked).toBeGreaterThan(10);
  });
});

describe("statistics of sales", () => {
  test("have a span for every period, cut to the days asked for", async () => {
    const { period, from, to, amounts } = await openSandbox().data("statsSales", {
      period: "month",
      from: "2026-01-15",
      to: "2026-03-10",
    });
    expect({ period, from, to }).toEqual({ period: "month", from: "2026-01-15", to: "2026-03-10" });
    expect(amounts.EUR.map(({ from: first, to: last }: { from: string; to: string }) => [first, last])).toEqual([
      ["2026-01-15", "2026-01-31"],
      ["2026-02-01", "2026-02-28"],
      ["2026-03-01", "2026-03-10"],
    ]);
  });

  test("of today, this week, month, quarter and year begin where those do", async () => {
    const { for: spans } = await openSandbox().data("statsSalesSummary");
    const begins = Object.entries<{ from: string }>(spans).map(([name, { from }]) => [name, from]);
    expect(Object.fromEntries(begins)).toMatchObject({
      year: "2026-01-01",
      quarter: "2026-01-01",
      month: "2026-03-01",
      week: "2026-03-16",
      day: "2026-03-16",
    });
  });

  test("refuse a period that there is not", async () => {
    expect(await openSandbox().call("statsSales", { period: "decade" })).toMatchObject({ result: "error", code: 3 });
  });
});

describe("commissions", () => {
  test("are those of the last day unless asked otherwise, page by page where asked", async () => {
    const sandbox = openSandbox();
    const { item_count, page_size, items } = await sandbox.data("listCommissions");
    expect(items).toHaveLength(item_count);
    expect(page_size).toBe(item_count);
    const all = await sandbox.data("listCommissions", { from: "start", page_size: "10", page_no: "2" });
    expect(all.items).toHaveLength(10);
    expect(all.page_count).toBe(Math.ceil(all.item_count / 10));
  });

  test("can be asked for by kind of transaction", async () => {
    const { items } = await openSandbox().data("listCommissions", { from: "start", transaction_type: "refund" });
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(({ amount }: { amount: number }) => amount < 0)).toBe(true);
  });
});
