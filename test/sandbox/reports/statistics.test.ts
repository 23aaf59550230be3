import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../../support/suite/random-runs.ts";
import { NOW, openSandbox, orderWithForm, type Sandbox, type WireArguments } from "../sandbox-client.ts";

const LONG_RUN_MS = 1_800_000;
const HOUR_MS = 3_600_000;
const CURRENCIES = ["EUR", "CHF", "PLN"];
/** Actions that need a subscription or installments. */
const REBILLED_KINDS: readonly string[] = [
  ...["stopRebilling", "startRebilling", "updatePurchase"],
  ...["createRebillingPayment", "addBalanceToPurchase", "createAddonChangePurchase"],
];
const cents = (amount: unknown) => Math.round(Number(amount) * 100);

type Totals = Record<string, { brutto: number; vat: number; earned: number }>;

function addTo(totals: Totals, currency: string, brutto: unknown, vat: number, earned: unknown): void {
  const sum = totals[currency] ?? { brutto: 0, vat: 0, earned: 0 };
  totals[currency] = {
    brutto: sum.brutto + cents(brutto),
    vat: sum.vat + vat,
    earned: sum.earned + cents(earned),
  };
}

/** Adds the sums that all statistics share, after checking that the parts of the roles add up to the total. */
function addStatistics(totals: Totals, currency: string, sums: Record<string, string>): void {
  const parts = ["share", "brutto", "netto"];
  const amountOf = (role: string, part: string) => cents(sums[`${role}_${part}_amount`]);
  const ofRoles = parts.map((part) => amountOf("vendor", part) + amountOf("affiliate", part) + amountOf("other", part));
  expect(ofRoles).toEqual(parts.map((part) => amountOf("total", part)));
  const brutto = sums["total_brutto_amount"];
  addTo(totals, currency, brutto, cents(brutto) - cents(sums["total_netto_amount"]), sums["total_share_amount"]);
}

async function everyPurchase(sandbox: Sandbox) {
  const args = { from: "2000-01-01", page_size: "1000", load_transactions: "Y" };
  return (await sandbox.data("listPurchases", args)).purchase_list;
}

/** The same money as each function reports it, from the account's first day to now. */
const REPORTS: Readonly<Record<string, (sandbox: Sandbox) => Promise<Totals>>> = {
  listTransactions: async (sandbox) => {
    const { summary } = await sandbox.data("listTransactions", { from: "2000-01-01" });
    const totals: Totals = {};
    for (const [currency, sum] of Object.entries<Record<string, string>>(summary.amounts)) {
      addTo(totals, currency, sum["total_amount"], cents(sum["vat_amount"]), sum["earned_amount"]);
    }
    return totals;
  },
  ...Object.fromEntries(
    ["day", "week", "month", "quarter", "year"].map((period) => [
      `statsSales ${period}`,
      async (sandbox: Sandbox) => {
        const { amounts } = await sandbox.data("statsSales", { period, from: "2024-01-01" });
        const totals: Totals = {};
        for (const [currency, spans] of Object.entries<Record<string, string>[]>(amounts)) {
          for (const span of spans) {
            addStatistics(totals, currency, span);
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
      addStatistics(totals, day.currency, day);
    }
    return totals;
  },
  "listPurchases with transactions": async (sandbox) => {
    const totals: Totals = {};
    for (const { transaction_list } of await everyPurchase(sandbox)) {
      for (const { currency, amount, vat_amount, earned_amount } of transaction_list) {
        addTo(totals, currency, amount, cents(vat_amount), earned_amount);
      }
    }
    return totals;
  },
  statsSalesSummary: async (sandbox) => {
    const { all } = (await sandbox.data("statsSalesSummary")).for;
    const totals: Totals = {};
    for (const [currency, sum] of Object.entries<Record<string, string>>(all.amounts)) {
      addStatistics(totals, currency, sum);
    }
    return totals;
  },
};

/** The earnings, from functions that do not report the gross amount. */
const EARNING_REPORTS: Readonly<Record<string, (sandbox: Sandbox) => Promise<Record<string, number>>>> = {
  statsExpectedPayouts: async (sandbox) => {
    const { total_earnings, paidout_amount, pending_amount } = await sandbox.data("statsExpectedPayouts");
    return Object.fromEntries(
      Object.keys(total_earnings).map((currency) => {
        expect(cents(paidout_amount[currency]) + cents(pending_amount[currency])).toBe(cents(total_earnings[currency]));
        return [currency, cents(total_earnings[currency])];
      }),
    );
  },
  "listPayouts and what is pending": async (sandbox) => {
    const { payout_list } = await sandbox.data("listPayouts");
    const { pending_amount } = await sandbox.data("statsExpectedPayouts");
    const earned = Object.fromEntries(
      Object.entries(pending_amount).map(([currency, amount]) => [currency, cents(amount)]),
    );
    for (const { currency, vendor_gross_amount, affiliate_gross_amount } of payout_list) {
      earned[currency] = (earned[currency] ?? 0) + cents(vendor_gross_amount) + cents(affiliate_gross_amount);
    }
    return earned;
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
    for (const { currency, earned_amount, transaction_list } of await everyPurchase(sandbox)) {
      if (transaction_list.length === 0) {
        // Nobody has paid for it yet: in its currency no money may have moved at all.
        expect(earned_amount).toBe("0.00");
        continue;
      }
      earned[currency] = (earned[currency] ?? 0) + cents(earned_amount);
    }
    return earned;
  },
};

async function expectAgreement(sandbox: Sandbox): Promise<void> {
  const { listTransactions: first, ...others } = REPORTS;
  const totals = (await first?.(sandbox)) ?? {};
  expect(Object.keys(totals).length).toBeGreaterThan(1);
  for (const [name, tell] of Object.entries(others)) {
    expect(await tell(sandbox), name).toEqual(totals);
  }
  const earned = Object.fromEntries(Object.entries(totals).map(([currency, sum]) => [currency, sum.earned]));
  for (const [name, tell] of Object.entries(EARNING_REPORTS)) {
    expect(await tell(sandbox), name).toEqual(earned);
  }
  await expectSpansAgree(sandbox);
  await expectPayoutsAgree(sandbox);
  await expectAffiliatesAgree(sandbox);
}

/** The summary's figures for this day, week, … equal the last span of that period. */
async function expectSpansAgree(sandbox: Sandbox): Promise<void> {
  const summary = (await sandbox.data("statsSalesSummary")).for;
  for (const period of ["day", "week", "month", "quarter", "year"]) {
    const { amounts } = await sandbox.data("statsSales", { period, from: summary[period].from });
    const spans = Object.entries<Record<string, string>[]>(amounts).map(([currency, [{ from, to, ...sums } = {}]]) => {
      expect(from, period).toBe(summary[period].from);
      return [currency, sums];
    });
    expect(Object.fromEntries(spans), period).toEqual(summary[period].amounts);
  }
}

/** The pending amount equals the coming payouts, in total and by reseller. */
async function expectPayoutsAgree(sandbox: Sandbox): Promise<void> {
  const { by_reseller, note: _note, call_duration_ms: _ms, ...whole } = await sandbox.data("statsExpectedPayouts");
  const [{ reseller_id: _id, reseller_name: _name, ...ofReseller }] = by_reseller;
  expect(ofReseller).toEqual(whole);
  const coming = Object.values<Record<string, { amount: string }>>(whole.future_amounts);
  const amounts = coming.flatMap((due) => Object.entries(due).map(([currency, { amount }]) => [currency, amount]));
  expect(Object.fromEntries(amounts)).toEqual(whole.pending_amount);
}

/** The toplist covers the account's own sales that an affiliate referred. */
async function expectAffiliatesAgree(sandbox: Sandbox): Promise<void> {
  const brought: Totals = {};
  for (const { role, has_affiliate, transaction_list } of await everyPurchase(sandbox)) {
    for (const { currency, amount, vat_amount, earned_amount } of transaction_list) {
      if (role === "vendor" && has_affiliate === "Y") {
        addTo(brought, currency, amount, cents(vat_amount), earned_amount);
      }
    }
  }
  const reported: Totals = {};
  const { top_list } = await sandbox.data("statsAffiliateToplist", { from: "2000-01", to: "2099-12" });
  for (const { currency, brutto_amount, netto_amount, merchant_amount } of top_list) {
    addTo(reported, currency, brutto_amount, cents(brutto_amount) - cents(netto_amount), merchant_amount);
  }
  expect(reported).toEqual(brought);
}

const ACTION_KINDS = [
  "refundTransaction",
  "refundPurchase",
  "refundPartially",
  "updateServiceProofRequest",
  "reportFraud",
  "stopRebilling",
  "startRebilling",
  "updatePurchase",
  "createBillingOnDemand",
  "createBuyUrl",
  "createUpgradePurchase",
  "createAddonChangePurchase",
  "createRebillingPayment",
  "addBalanceToPurchase",
  "updateAffiliateCommission",
  "clock",
] as const;

/** An event in the shop. The numbers choose among the existing transactions, amounts and times. */
const ACTION = fc.record({
  // Cents get lost in partial amounts.
  kind: fc.oneof(fc.constantFrom(...ACTION_KINDS), fc.constant("refundPartially" as const)),
  // Often the same few, so that one order goes through several actions.
  at: fc.oneof(fc.nat({ max: 10_000 }), fc.nat({ max: 2 })),
  cents: fc.oneof(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 100 })),
  hours: fc.integer({ min: 1, max: 24 * 70 }),
});
type Action = typeof ACTION extends fc.Arbitrary<infer T> ? T : never;

/** Performs the actions and returns those that changed the shop. At the end the amounts must agree. */
async function live(sandbox: Sandbox, actions: readonly Action[]): Promise<readonly Action["kind"][]> {
  const changes: Action["kind"][] = [];
  let now = NOW.getTime();
  for (const action of actions) {
    if (action.kind === "clock") {
      now += action.hours * HOUR_MS;
      expect((await sandbox.control("POST", "/__clock", { now: new Date(now) })).statusCode).toBe(200);
      changes.push("clock");
    } else if (await act(sandbox, action, new Date(now))) {
      changes.push(action.kind);
    }
  }
  await expectAgreement(sandbox);
  await giveAllBack(sandbox);
  await expectWholeReturns(sandbox);
  return changes;
}

/** Refunds the rest of every partly refunded order. */
async function giveAllBack(sandbox: Sandbox): Promise<void> {
  const refunds = { from: "start", page_size: "1000", "search[transaction_type]": "refund" };
  const { transaction_list } = await sandbox.data("listTransactions", refunds);
  const ids = new Set(transaction_list.map(({ purchase_id }: { purchase_id: string }) => purchase_id));
  for (const purchase_id of ids) {
    await sandbox.data("refundPurchase", { purchase_id: String(purchase_id), force: "Y" });
  }
}

async function act(sandbox: Sandbox, { kind, at, cents: amount, hours }: Action, now: Date): Promise<boolean> {
  const wanted = REBILLED_KINDS.includes(kind) ? { "search[billing_type]": "subscription,installment" } : {};
  const { id, purchase_id } = await transactionAt(sandbox, at, wanted);
  const proofs = await sandbox.data("listServiceProofRequests");
  const { result, data } = await sandbox.call(kind, {
    // The shop sells in euros; what is sold by a call may be in any currency.
    "payment_plan[currency]": CURRENCIES[at % CURRENCIES.length] ?? "EUR",
    "tracking[affiliate]": at % 2 === 0 ? "partnerin24" : "",
    "settings[voucher_code]": at % 2 === 0 ? "WILLKOMMEN15" : "",
    affiliate_id: "partnerin24",
    product_ids: "12345,67890",
    "data[commission_rate]": String(hours % 100),
    "data[commission_fix]": (amount / 100).toFixed(2),
    transaction_id: String(id),
    purchase_id,
    // Without it a bound order goes on to the end of its term.
    force: at % 4 === 3 ? "N" : "Y",
    amount: (amount / 100).toFixed(2),
    who: "buyer,affiliate",
    comment: "Karte gestohlen",
    service_proof_id: String(proofs[at % proofs.length].id),
    product_id: at % 2 === 0 ? "12345" : "24680",
    purchase_ids: purchase_id,
    upgrade_id: "7301",
    "addons[0][product_id]": "67890",
    "data[request_status]": "exec_refund",
    "data[next_payment_at]": new Date(now.getTime() + hours * HOUR_MS).toISOString(),
  });
  if (kind === "createBuyUrl") {
    return (await orderWithForm(sandbox, data.url)) !== "";
  }
  if (kind === "updateAffiliateCommission") {
    return result === "success" && data.modified !== "N";
  }
  const isPaid =
    data?.payment_status === "completed" || data?.new_purchase !== undefined || data?.new_balance !== undefined;
  return isPaid || data?.modified === "Y" || data?.is_modified === "Y" || data?.buyer_code === "created_entry";
}

/** One of these transactions. It is read on a page of its own, since whole lists for each action took most of the time. */
async function transactionAt(sandbox: Sandbox, at: number, wanted: WireArguments) {
  const search = { from: "start", page_size: "1", ...wanted };
  const { summary } = await sandbox.data("listTransactions", search);
  const page_no = String((at % summary.count) + 1);
  return (await sandbox.data("listTransactions", { ...search, page_no })).transaction_list[0];
}

/** Buys like a person who follows the link. */
/** No order refunds more than was paid for it, and after a full refund nobody keeps a cent. */
async function expectWholeReturns(sandbox: Sandbox): Promise<void> {
  for (const { id, earned_amount, transaction_list } of await everyPurchase(sandbox)) {
    const sum = (field: string) =>
      transaction_list.reduce((total: number, one: Record<string, string>) => total + cents(one[field]), 0);
    expect(sum("earned_amount"), id).toBe(cents(earned_amount));
    expect(sum("amount"), id).toBeGreaterThanOrEqual(0);
    if (sum("amount") === 0) {
      expect([sum("vat_amount"), sum("earned_amount")], id).toEqual([0, 0]);
    }
  }
}

describe("money", () => {
  test("is the same in every function, to the cent and in every currency", async () => {
    await expectAgreement(openSandbox());
  });

  test.each(ACTION_KINDS)("is the same after %s, which is tried on one order after another", async (kind) => {
    const actions = Array.from({ length: 40 }, (_, at) => ({ kind, at, cents: 100, hours: 24 * 40 }));
    expect(await live(openSandbox(), actions)).toContain(kind);
  });

  test("is the same after an order that cannot be charged, in a currency of its own", async () => {
    const sandbox = openSandbox();
    const transfer = { purchase_id: "R6N1VC5D", product_id: "24680", "payment_plan[currency]": "CHF" };
    expect((await sandbox.data("createBillingOnDemand", transfer)).payment_status).toBe("pending");
    await expectAgreement(sandbox);
  });

  test("is the same on a day without payments: zero, in the account's currency", async () => {
    const sandbox = openSandbox({ seed: 0 });
    await sandbox.control("POST", "/__clock", { now: new Date(NOW.getTime() + 757 * HOUR_MS) });
    await expectAgreement(sandbox);
    const { amounts } = await sandbox.data("statsSales", { period: "day", from: "now" });
    expect(amounts).toMatchObject({ EUR: [{ total_brutto_amount: "0.00" }] });
  });

  test("is the same after any history", { timeout: LONG_RUN_MS }, async () => {
    let changeCount = 0;
    const currencies = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 1_000 }), fc.array(ACTION, { maxLength: 12 }), async (seed, actions) => {
        const sandbox = openSandbox({ seed });
        changeCount += (await live(sandbox, actions)).length;
        const { summary } = await sandbox.data("listTransactions", { from: "start" });
        for (const currency of Object.keys(summary.amounts)) {
          currencies.add(currency);
        }
      }),
      { numRuns: runs(8, 400) },
    );
    expect(changeCount).toBeGreaterThan(20);
    expect(currencies.size).toBeGreaterThan(2);
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

  test("of today, this week, month, quarter and year begin when those periods do", async () => {
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

  test("refuse an unknown period", async () => {
    expect(await openSandbox().call("statsSales", { period: "decade" })).toMatchObject({ result: "error", code: 3 });
  });
});

describe("commissions", () => {
  test("are those of the last day by default, and paged on request", async () => {
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
