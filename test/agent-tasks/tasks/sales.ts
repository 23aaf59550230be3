import { sumsOf, toCents } from "../sums.ts";
import type { Answer, Task } from "../task.ts";

const dayOf = ({ created_at }: Answer): string => created_at.slice(0, 10);

export const salesTasks: readonly Task[] = [
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
];

function mostFrequent(orders: readonly Answer[]): string {
  const counts = new Map<string, number>();
  for (const { main_product_id: id } of orders) {
    counts.set(String(id), (counts.get(String(id)) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
}
