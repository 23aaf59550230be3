import type { Task } from "../task.ts";

export const productTasks: readonly Task[] = [
  {
    id: "copy-that-is-not-sold",
    language: "de",
    says: "Kopiere Produkt 12345 unter dem Namen „Kopie Test“ und sorge dafür, dass die Kopie nicht verkauft wird.",
    calls: [
      {
        tool: "PostCopyproduct",
        args: { product_id: 12345, data: { name_de: "Kopie Test", is_active: false } },
      },
    ],
    changes: ({ product_id }) => ({
      [`products/${product_id}`]: { name_de: "Kopie Test", is_active: "N", product_type_id: 38, image_id: "7001" },
    }),
  },
  {
    id: "approval-by-one-reseller",
    language: "en",
    says: "Submit product 24680 for approval again, with the German reseller only.",
    calls: [{ tool: "updateProduct", args: { product_id: 24680, data: { approval_status: { "1": "pending" } } } }],
    changes: {
      "products/24680": {
        approval_status_list: [
          {
            reseller_id: 1,
            reseller_name: "DS-de",
            approval_status: "pending",
            approval_status_msg: "In Prüfung",
            is_siteowner_active: "Y",
          },
        ],
      },
    },
  },
  {
    id: "texts-in-two-languages",
    language: "de",
    says: "Ändere bei Produkt 24680 die Beschreibung auf Deutsch („Dreißig Seiten für den Morgen.“) und Englisch („Thirty pages for the morning.“) und die Danke-Seite auf https://www.example.com/danke-workbook. Die Telefonnummer soll im Bestellformular abgefragt werden, aber keine Pflicht sein.",
    calls: [
      {
        tool: "updateProduct",
        args: {
          product_id: 24680,
          data: {
            description_de: "<p>Dreißig Seiten für den Morgen.</p>",
            description_en: "<p>Thirty pages for the morning.</p>",
            thankyou_url: "https://www.example.com/danke-workbook",
            is_phone_no_input_shown: true,
            is_phone_no_mandatory: false,
          },
        },
      },
    ],
    changes: {
      "products/24680": {
        description: "<p>Dreißig Seiten für den Morgen.</p>",
        description_de: "<p>Dreißig Seiten für den Morgen.</p>",
        description_en: "<p>Thirty pages for the morning.</p>",
        thankyou_url: "https://www.example.com/danke-workbook",
        is_phone_no_input_shown: "Y",
        is_phone_no_mandatory: "N",
      },
    },
  },
];
