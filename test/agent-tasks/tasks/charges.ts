import type { Task } from "../task.ts";

/** Tasks that charge a buyer. */
export const chargeTasks: readonly Task[] = [
  {
    id: "charge-on-demand",
    language: "en",
    says: "The customer of order 8YNJ3M2X ordered the workbook (product 24680) on the phone for 24.90 euros in all. Charge the payment method stored with the order.",
    calls: [
      {
        tool: "PostCreatebillingondemand",
        args: {
          purchase_id: "8YNJ3M2X",
          product_id: "24680",
          payment_plan: { first_amount: 24.9, currency: "EUR", number_of_installments: 1 },
        },
      },
    ],
    changes: ({ created_purchase_id: id }) => ({
      [`orders/${id}`]: { main_product_id: 24680, amount: "24.90", billing_status: "completed" },
      [`transactions/${id}/payment`]: { amount: "24.90", currency: "EUR" },
      // The next one after the parcels of the history.
      "deliveries/610002": { purchase_id: id, type: "request" },
    }),
  },
  {
    id: "upgrade-of-an-order",
    language: "de",
    says: "Der Kunde mit der Bestellung 8YNJ3M2X hat am Telefon zugestimmt: Führe das Upgrade 7301 für ihn jetzt aus.",
    calls: [{ tool: "PostCreateupgradepurchase", args: { purchase_ids: "8YNJ3M2X", upgrade_id: "7301" } }],
    changes: ({ new_purchase: { id } }) => ({
      [`orders/${id}`]: { main_product_id: 67890, billing_status: "paying" },
      [`transactions/${id}/payment`]: { amount: "0.00" },
    }),
    facts: {
      told: ({ upgrade_info }) => [upgrade_info.upgraded_purchase_id, "aborted"],
      truth: async (shop) => {
        const { id, billing_status } = await shop.ask("getPurchase", { purchase_id: "8YNJ3M2X" });
        return [id, billing_status];
      },
    },
  },
];
