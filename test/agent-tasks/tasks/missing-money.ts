import { only } from "../sums.ts";
import type { Answer, Task } from "../task.ts";

/** Money that came back to buyers, or has not arrived. */
export const missingMoneyTasks: readonly Task[] = [
  {
    id: "returns-of-90-days",
    language: "en",
    says: "List every refund and chargeback of the last 90 days with order number, product name, the buyer's email address, amount and currency.",
    calls: [
      {
        tool: "PostListtransactions",
        args: {
          from: "-90d",
          search: { transaction_type: "refund,chargeback" },
          page_size: 1000,
          _fields: ["purchase_id", "transaction_type", "product_id", "buyer.email", "amount", "currency"],
        },
      },
      { tool: "listProducts", args: { _fields: ["id", "name"] } },
    ],
    facts: {
      told: ({ transaction_list: rows }, { products }) =>
        only(
          rows.map((row: Answer) => ({
            ...row,
            product: products.find(({ id }: Answer) => id === row.product_id)?.name,
          })),
          ...["purchase_id", "transaction_type", "product", "buyer.email", "amount", "currency"],
        ),
      truth: async (shop) => {
        const { transaction_list: all } = await shop.ask("listTransactions", { from: "-90d", page_size: "1000" });
        const rows = all.filter((row: Answer) => ["refund", "chargeback"].includes(row.transaction_type));
        const named = rows.map(async (row: Answer) => {
          const order = await shop.ask("getPurchase", { purchase_id: row.purchase_id });
          return { ...row, product: order.main_product_name };
        });
        return only(
          await Promise.all(named),
          ...["purchase_id", "transaction_type", "product", "buyer.email", "amount", "currency"],
        );
      },
    },
  },
  {
    id: "orders-in-arrears",
    language: "de",
    says: "Bei welchen Bestellungen der letzten 90 Tage ist eine Zahlung ausgeblieben oder wird gemahnt? Bitte mit Bestellnummer und E-Mail-Adresse des Käufers.",
    calls: [
      {
        tool: "listPurchases",
        args: { from: "-90d", page_size: 1000, _fields: ["id", "billing_status", "buyer.email"] },
      },
    ],
    facts: {
      told: ({ purchase_list }) => only(purchase_list.filter(isInArrears), "id", "buyer.email"),
      truth: async (shop) => {
        const { purchase_list: all } = await shop.ask("listPurchases", { from: "-90d", page_size: "1000" });
        const orders = await shop.ask("getPurchase", { purchase_id: all.map(({ id }: Answer) => id).join() });
        return only((Object.values(orders) as Answer[]).filter(isInArrears), "id", "buyer.email");
      },
    },
  },
];

function isInArrears({ billing_status }: Answer): boolean {
  return ["unpaid", "reminding"].includes(billing_status);
}
