import { only } from "../sums.ts";
import type { Answer, Task } from "../task.ts";

const ADDRESS = { street_name: "Lindenweg", street_number: "7", zipcode: "20095", city: "Hamburg", country: "DE" };

export const customerTasks: readonly Task[] = [
  {
    id: "buyer-has-moved",
    language: "en",
    says: "The buyer of order P4W8ZT3B has moved to Lindenweg 7, 20095 Hamburg, Germany. Change the address and show me that it is stored.",
    calls: [
      { tool: "GetGetpurchase", args: { purchase_id: "P4W8ZT3B", _fields: ["buyer.id"] } },
      { tool: "updateBuyer", args: ({ buyer }) => ({ buyer_id: buyer.id, data: ADDRESS }) },
      { tool: "GetGetbuyer", args: ({ buyer }) => ({ buyer_id: buyer.id }) },
    ],
    changes: { "buyers/880002": { street: "Lindenweg 7", ...ADDRESS } },
    facts: {
      told: (_order, _changed, answer) => Object.keys(ADDRESS).map((name) => answer.buyer[name]),
      truth: () => Object.values(ADDRESS),
    },
  },
  {
    id: "corrected-email-address",
    language: "de",
    says: "Erika Beispiel (Käufernummer 880001) hat sich bei ihrer E-Mail-Adresse vertippt. Richtig ist erika.beispiel@mail.example.com.",
    calls: [{ tool: "updateBuyer", args: { buyer_id: 880001, data: { email: "erika.beispiel@mail.example.com" } } }],
    changes: { "buyers/880001": { email: "erika.beispiel@mail.example.com" } },
  },
  {
    id: "number-of-buyers",
    language: "de",
    says: "Wie viele Käufer haben wir insgesamt?",
    calls: [{ tool: "listBuyers", args: { page_size: 1, _fields: ["id"] } }],
    facts: {
      told: ({ item_count }) => item_count,
      truth: async (shop) => (await shop.ask("listBuyers", { page_size: "1000" })).items.length,
    },
  },
  {
    id: "subscriptions-stopped-in-60-days",
    language: "en",
    says: "Which subscriptions stopped rebilling in the last 60 days, who are the buyers, and how much did each of them pay per period?",
    calls: [
      {
        tool: "GetListrebillingstatuschanges",
        args: { from: "-60d", page_size: 1000, _fields: ["purchase_id", "type"] },
      },
      {
        tool: "GetGetpurchase",
        args: ({ items }) => ({
          purchase_id: stopped(items).join(),
          _fields: ["id", "buyer.email", "billing_type", "other_amounts", "currency", "other_billing_intervals"],
        }),
      },
    ],
    facts: {
      told: (_changes, orders) => subscriptions(Object.values(orders)),
      truth: async (shop) => {
        const { items } = await shop.ask("listRebillingStatusChanges", { from: "-60d" });
        const { purchase_list: all } = await shop.ask("listPurchases", { from: "2024-01-01", page_size: "1000" });
        return subscriptions(all.filter(({ id }: Answer) => stopped(items).includes(id)));
      },
    },
  },
];

function stopped(changes: readonly Answer[]): readonly string[] {
  return changes.filter(({ type }) => type === "rebill_cancelled").map(({ purchase_id }) => purchase_id);
}

function subscriptions(orders: readonly Answer[]): readonly unknown[][] {
  const all = orders.filter(({ billing_type }) => billing_type === "subscription");
  return only(all, "id", "buyer.email", "other_amounts", "currency", "other_billing_intervals");
}
