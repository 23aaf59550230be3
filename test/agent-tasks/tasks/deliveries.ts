import { only } from "../sums.ts";
import type { Answer, Task } from "../task.ts";

const PARCEL = [
  "purchase_id",
  "delivery_address.first_name",
  "delivery_address.last_name",
  "delivery_address.city",
  "delivery_address.country",
  "product_name",
  "quantity_total",
];

export const deliveryTasks: readonly Task[] = [
  {
    id: "parcels-to-send",
    language: "de",
    says: "Welche Pakete müssen noch raus? Mit Bestellnummer, Name, Ort, Land, Produkt und Menge.",
    calls: [{ tool: "listDeliveries", args: { search: { is_processed: false }, _fields: PARCEL } }],
    facts: {
      told: ({ delivery }) => only(delivery, ...PARCEL),
      truth: async (shop) => only((await shop.ask("listDeliveries")).delivery.filter(isOpen), ...PARCEL),
    },
  },
  {
    id: "oldest-parcel-shipped",
    language: "en",
    says: "Mark our oldest open delivery as shipped with DHL, tracking number 00340434161094000000, without sending the buyer an email.",
    calls: [
      {
        tool: "listDeliveries",
        args: { search: { is_processed: false }, _fields: ["id", "purchase_created_at"] },
      },
      {
        tool: "updateDelivery",
        args: ({ delivery }) => ({
          delivery_id: only(delivery, "purchase_created_at", "id")[0]?.[1],
          notify_via_email: false,
          data: { is_shipped: true },
          tracking: [{ parcel_service: "dhl", tracking_id: "00340434161094000000" }],
        }),
      },
    ],
    changes: {
      "deliveries/600205": {
        type: "delivery",
        processed_at: "2026-11-29 10:15:00",
        processed_by: "musterhaus",
        quantity_delivered: 1,
        tracking: [
          {
            delivery_id: 600205,
            parcel_service_type: "dhl",
            service_label: "DHL",
            tracking_id: "00340434161094000000",
            tracking_url: "https://www.example.com/parcel/00340434161094000000",
            quantity: 1,
            expect_delivery_at: "",
            ipn_config_id: "",
          },
        ],
      },
    },
  },
];

function isOpen({ type }: Answer): boolean {
  return ["request", "in_progress", "partial_delivery"].includes(type);
}
