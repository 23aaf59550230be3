import { only, sumsOf, toCents } from "../sums.ts";
import type { Answer, Task } from "../task.ts";

const monthOf = ({ created_at }: Answer): string => created_at.slice(0, 7);
const dayOf = ({ created_at }: Answer): string => created_at.slice(0, 10);

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
        Object.fromEntries(
          amounts.EUR.map((row: Answer) => [row.from.slice(0, 7), toCents(row.vendor_share_amount)]),
        ),
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
      told: ({ future_amounts }) => [Object.keys(future_amounts)[0], toCents(future_amounts["2026-12-01"].EUR.amount)],
      // What has been earned since the last payout: payouts are made on the first day of each month.
      truth: async (shop) => {
        const args = { from: "2026-11-01", page_size: "1000", "search[currency]": "EUR" };
        const { transaction_list } = await shop.ask("listTransactions", args);
        return ["2026-12-01", sumsOf(transaction_list, "earned_amount")["EUR"]];
      },
    },
  },
  {
    id: "sales-of-two-days",
    language: "en",
    says: "How much did we sell yesterday and today so far, per day and currency, and are test orders included in these figures?",
    calls: [
      {
        tool: "PostListtransactions",
        args: {
          from: "2026-11-28",
          search: { role: "vendor" },
          page_size: 1000,
          _fields: ["created_at", "amount", "currency"],
        },
      },
    ],
    facts: {
      told: ({ _note, transaction_list }) => [
        sumsOf(transaction_list, "amount", (row) => `${dayOf(row)} ${row.currency}`),
        Number(/(\d+) (?:is |are )?from test orders/.exec(_note ?? "")?.[1] ?? 0),
      ],
      truth: async (shop) => {
        const args = { from: "2026-11-28", page_size: "1000", "search[role]": "vendor" };
        const { transaction_list: rows } = await shop.ask("listTransactions", args);
        const tests = rows.filter(({ pay_method }: Answer) => pay_method === "test");
        return [sumsOf(rows, "amount", (row) => `${dayOf(row)} ${row.currency}`), tests.length];
      },
    },
  },
  {
    id: "payments-of-the-best-product",
    language: "en",
    says: "Which product sold most often this month, and how much have its buyers paid this month altogether, per currency?",
    calls: [
      {
        tool: "listPurchases",
        args: {
          from: "2026-11-01",
          search: { role: "vendor", order_type: "live" },
          page_size: 1000,
          _fields: ["main_product_id"],
        },
      },
      {
        tool: "PostListtransactions",
        args: ({ purchase_list }) => ({
          from: "2026-11-01",
          search: { product_id: mostFrequent(purchase_list), transaction_type: "payment" },
          page_size: 1,
          _fields: ["id"],
        }),
      },
    ],
    facts: {
      told: ({ purchase_list }, { summary }) => [
        mostFrequent(purchase_list),
        Object.entries<Answer>(summary.amounts).map(([currency, sums]) => [currency, toCents(sums.total_amount)]),
      ],
      truth: async (shop) => {
        const ofMonth = { from: "2026-11-01", page_size: "1000" };
        const { purchase_list: orders } = await shop.ask("listPurchases", ofMonth);
        const own = orders.filter((order: Answer) => order.role === "vendor" && order.order_type === "live");
        const { transaction_list: rows } = await shop.ask("listTransactions", ofMonth);
        const payments = rows.filter(
          (row: Answer) => String(row.product_id) === mostFrequent(own) && row.transaction_type === "payment",
        );
        return [mostFrequent(own), Object.entries(sumsOf(payments, "amount"))];
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

function mostFrequent(orders: readonly Answer[]): string {
  const counts = new Map<string, number>();
  for (const { main_product_id: id } of orders) {
    counts.set(String(id), (counts.get(String(id)) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
}
