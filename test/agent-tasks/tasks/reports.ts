import { only, sumsOf, toCents } from "../sums.ts";
import type { Answer, Task } from "../task.ts";

const monthOf = ({ created_at }: Answer): string => created_at.slice(0, 7);

export const reportTasks: readonly Task[] = [
  {
    id: "share-per-month",
    language: "de",
    says: "Wie viel ist uns seit Januar 2026 je Monat als Anteil geblieben, in Euro und nur aus eigenen Verkäufen?",
    calls: [
      {
        tool: "statsSales",
        args: { period: "month", from: "2026-01-01", _fields: ["from", "vendor_share_amount"] },
      },
    ],
    facts: {
      told: ({ amounts }) =>
        Object.fromEntries(amounts.EUR.map((row: Answer) => [row.from.slice(0, 7), toCents(row.vendor_share_amount)])),
      truth: async (shop) => {
        const args = { from: "2026-01-01", page_size: "1000", "search[currency]": "EUR", "search[role]": "vendor" };
        return sumsOf((await shop.ask("listTransactions", args)).transaction_list, "earned_amount", monthOf);
      },
    },
  },
  {
    id: "next-payout",
    language: "de",
    says: "Wie hoch wird die nächste Auszahlung, und wann kommt sie?",
    calls: [{ tool: "statsExpectedPayouts", args: {} }],
    facts: {
      told: ({ future_amounts }) => {
        const day = Object.keys(future_amounts)[0] ?? "";
        return [day, toCents(future_amounts[day].EUR.amount)];
      },
      // What has been earned since the last payout: payouts are made on the first day of each month.
      truth: async (shop) => {
        const args = { from: "2026-11-01", page_size: "1000", "search[currency]": "EUR" };
        const { transaction_list } = await shop.ask("listTransactions", args);
        return ["2026-12-01", sumsOf(transaction_list, "earned_amount")["EUR"]];
      },
    },
  },
  {
    id: "marketplace-entries",
    language: "de",
    says: "Welche unserer Produkte stehen im Marktplatz, sind sie freigegeben, und wie viel haben sie dort umgesetzt?",
    calls: [
      {
        tool: "listMarketplaceEntries",
        args: { _fields: ["headline", "approval_status", "stats_revenue", "currency"] },
      },
    ],
    facts: {
      told: ({ entries }) => only(entries, "headline", "approval_status", "stats_revenue", "currency"),
      truth: async (shop) => {
        const { entries } = await shop.ask("listMarketplaceEntries");
        const each = entries.map(({ id }: Answer) => shop.ask("getMarketplaceEntry", { entry_id: String(id) }));
        const read = (await Promise.all(each)).map((answer) => answer.entry ?? answer);
        return only(read, "headline", "approval_status", "stats_revenue", "currency");
      },
    },
  },
  {
    id: "earnings-booked-in-a-week",
    language: "en",
    says: "How many earnings were booked for us in the last seven days?",
    calls: [{ tool: "listCommissions", args: { from: "-7d", page_size: 1, _fields: ["id"] } }],
    facts: {
      told: ({ item_count }) => item_count,
      truth: async (shop) => (await shop.ask("listCommissions", { from: "-7d", page_size: "0" })).items.length,
    },
  },
];
