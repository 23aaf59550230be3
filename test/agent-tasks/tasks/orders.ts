import { only, sumsOf } from "../sums.ts";
import type { Answer, Task } from "../task.ts";

const isOwnLive = ({ role, order_type }: Answer) => role === "vendor" && order_type === "live";

export const orderTasks: readonly Task[] = [
  {
    id: "own-live-orders-of-30-days",
    language: "de",
    says: "Wie viele Bestellungen hatten wir in den letzten 30 Tagen, ohne Testbestellungen und nur von unseren eigenen Produkten, und wie viel haben wir daran je Währung verdient?",
    calls: [
      {
        tool: "listPurchases",
        args: {
          from: "-30d",
          search: { role: "vendor", order_type: "live" },
          page_size: 1000,
          _fields: ["earned_amount", "currency"],
        },
      },
    ],
    facts: {
      told: ({ purchase_list: orders }) => [orders.length, sumsOf(orders, "earned_amount")],
      truth: async (shop) => {
        const { purchase_list: all } = await shop.ask("listPurchases", { from: "-30d", page_size: "1000" });
        const orders = all.filter(isOwnLive);
        return [orders.length, sumsOf(orders, "earned_amount")];
      },
    },
  },
  {
    id: "orders-of-a-buyer",
    language: "en",
    says: "Which orders has greta.dummler.880154@example.com placed with us so far, when, and for how much?",
    calls: [
      {
        tool: "listPurchasesOfEmail",
        args: { email: "greta.dummler.880154@example.com", _fields: ["id", "created_at", "amount", "currency"] },
      },
    ],
    facts: {
      told: ({ items }) => only(items, "id", "created_at", "amount", "currency"),
      truth: async (shop) => {
        const { purchase_list: all } = await shop.ask("listPurchases", { from: "2024-01-01", page_size: "1000" });
        const own = all.filter(({ buyer }: Answer) => buyer.email === "greta.dummler.880154@example.com");
        return only(own, "id", "created_at", "amount", "currency");
      },
    },
  },
  {
    id: "repeat-buyers-of-90-days",
    language: "de",
    says: "Welche Käufer haben in den letzten 90 Tagen mehr als einmal bei uns gekauft? Testbestellungen zählen nicht.",
    calls: [
      {
        tool: "listPurchases",
        args: {
          from: "-90d",
          search: { role: "vendor", order_type: "live" },
          page_size: 1000,
          _fields: ["buyer.email"],
        },
      },
    ],
    facts: {
      told: ({ purchase_list }) => repeated(purchase_list),
      truth: async (shop) => {
        const { purchase_list: all } = await shop.ask("listPurchases", { from: "-90d", page_size: "1000" });
        return repeated(all.filter(isOwnLive));
      },
    },
  },
];

function repeated(orders: readonly Answer[]): readonly string[] {
  const emails: string[] = orders.map(({ buyer }) => buyer.email).sort();
  return [...new Set(emails.filter((email, index) => emails[index - 1] === email))];
}
