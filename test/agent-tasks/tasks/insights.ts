import type { Answer, Task } from "../task.ts";

const EVER = { from: "2000-01-01", to: "now", page_size: "1000" };

/** Questions that took an agent many calls before there were insights. */
export const insightTasks: readonly Task[] = [
  {
    id: "lost-subscriptions-in-one-call",
    language: "en",
    says: "Which subscriptions were cancelled in the last 30 days, and what do we lose a month?",
    calls: [{ tool: "reportSubscriptions", args: {} }],
    facts: {
      told: ({ lost }) => lost.map(({ order_id }: Answer) => order_id).sort(),
      truth: async (shop) => {
        const { items } = await shop.ask("listRebillingStatusChanges", { ...EVER, from: "2026-10-31" });
        const { purchase_list: own } = await shop.ask("listPurchases", {
          ...EVER,
          "search[role]": "vendor",
          "search[billing_type]": "subscription",
          "search[order_type]": "live",
        });
        const ids = new Set(own.map(({ id }: Answer) => id));
        return items
          .filter(({ type, purchase_id: id }: Answer) => type === "rebill_cancelled" && ids.has(id))
          .map(({ purchase_id }: Answer) => purchase_id)
          .sort();
      },
    },
  },
  {
    id: "own-share-per-product-in-one-call",
    language: "de",
    says: "Wie hoch war mein Anteil je Produkt im letzten Quartal?",
    calls: [
      {
        tool: "reportSales",
        args: { from: "2026-07-01", to: "2026-09-30", group_by: "product", language: "de" },
      },
    ],
    facts: {
      told: ({ totals, by_product }) => {
        const cents = by_product.reduce(
          (sum: number, row: Answer) => sum + Math.round(Number(row.own_earnings) * 100),
          0,
        );
        return [(cents / 100).toFixed(2), totals.EUR.own_earnings];
      },
      truth: async (shop) => {
        const period = { from: "2026-07-01", to: "2026-09-30 23:59:59", page_size: "1", "search[role]": "vendor" };
        const all = await shop.ask("listTransactions", period);
        const tests = await shop.ask("listTransactions", { ...period, "search[pay_method]": "test" });
        const earned = ({ summary }: Answer) => Math.round(Number(summary.amounts.EUR?.earned_amount ?? 0) * 100);
        const own = ((earned(all) - earned(tests)) / 100).toFixed(2);
        return [own, own];
      },
    },
  },
  {
    id: "arrears-in-one-call",
    language: "en",
    says: "Who is behind with payments, and how much?",
    calls: [{ tool: "reportOpenPayments", args: {} }],
    facts: {
      told: ({ open_payments: rows }) => rows.map(({ order_id }: Answer) => order_id).sort(),
      truth: async (shop) => {
        const { purchase_list: own } = await shop.ask("listPurchases", {
          ...EVER,
          "search[role]": "vendor",
          "search[order_type]": "live",
        });
        return own
          .filter(({ billing_status: status }: Answer) => ["unpaid", "reminding"].includes(status))
          .map(({ id }: Answer) => id)
          .sort();
      },
    },
  },
  {
    id: "morning-in-one-call",
    language: "en",
    says: "Good morning! How is the shop doing, and what do I have to do today?",
    calls: [{ tool: "briefShop", args: {} }],
    facts: {
      told: ({ service_proofs_waiting: proofs, this_month: month }) => [proofs.count, month.orders],
      truth: async (shop) => {
        const proofs = await shop.ask("listServiceProofRequests", { "search[request_status]": "pending" });
        const { item_count: orders } = await shop.ask("listPurchases", {
          from: "2026-11-01",
          to: "now",
          "search[role]": "vendor",
          "search[order_type]": "live",
        });
        return [proofs.length, orders];
      },
    },
  },
  {
    id: "customer-in-one-call",
    language: "de",
    says: "Erika Beispiel fragt nach ihrer Rechnung und ob alles bezahlt ist.",
    calls: [{ tool: "reviewCustomer", args: { name: "Erika Beispiel", language: "de" } }],
    facts: {
      told: ({ totals, invoices }) => [totals.EUR.net_gross, invoices[0].invoice_url],
      truth: async (shop) => {
        const { amount } = await shop.ask("getPurchase", { purchase_id: "K7M2QX9A" });
        const { invoice_list: invoices } = await shop.ask("listInvoices", { purchase_id: "K7M2QX9A" });
        return [amount, invoices[0].invoice_url];
      },
    },
  },
];
