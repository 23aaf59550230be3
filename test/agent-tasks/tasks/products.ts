import { idOf } from "../sums.ts";
import type { Task } from "../task.ts";

const SUBSCRIPTION = {
  currency: "EUR",
  number_of_installments: 0,
  first_billing_interval: "1_month",
  other_billing_intervals: "1_month",
  cancel_policy: "12m_0",
};

export const productTasks: readonly Task[] = [
  {
    id: "new-product-with-two-prices",
    language: "de",
    says: "Lege einen neuen Online-Kurs an: „Atemkurs kompakt“, auf Englisch „Breathing course compact“. Er kostet einmalig 49 EUR oder drei Monatsraten zu 18 EUR und soll noch nicht verkauft werden.",
    calls: [
      { tool: "listProductTypes", args: {} },
      {
        tool: "PostCreateproduct",
        args: ({ items }) => ({
          data: {
            name_de: "Atemkurs kompakt",
            name_en: "Breathing course compact",
            language: "de,en",
            product_type_id: idOf(items, "Online-Kurs"),
            is_active: false,
          },
        }),
      },
      {
        tool: "PostCreatepaymentplan",
        args: (_types, { product_id }) => ({
          product_id,
          data: { currency: "EUR", number_of_installments: 1, first_amount: 49 },
        }),
      },
      {
        tool: "PostCreatepaymentplan",
        args: (_types, { product_id }) => ({
          product_id,
          data: {
            currency: "EUR",
            number_of_installments: 3,
            first_amount: 18,
            first_billing_interval: "1_month",
            other_amounts: 18,
            other_billing_intervals: "1_month",
          },
        }),
      },
    ],
    changes: (_types, { product_id }, single, rates) => ({
      [`products/${product_id}`]: {
        name_de: "Atemkurs kompakt",
        name_en: "Breathing course compact",
        product_type_id: 38,
        is_active: "N",
      },
      [`payment_plans/${single.paymentplan_id}`]: { product_id, first_amount: "49.00", number_of_installments: 1 },
      [`payment_plans/${rates.paymentplan_id}`]: {
        product_id,
        first_amount: "18.00",
        other_amounts: "18.00",
        number_of_installments: 3,
        other_billing_intervals: "1_month",
      },
    }),
  },
  {
    id: "monthly-subscription",
    language: "en",
    says: "Offer our product Praxistag Hamburg also as a subscription of 9.90 euros a month with a minimum term of 12 months.",
    calls: [
      { tool: "listProducts", args: { _fields: ["id", "name"] } },
      {
        tool: "PostCreatepaymentplan",
        args: ({ products }) => ({
          product_id: idOf(products, "Praxistag Hamburg"),
          data: { ...SUBSCRIPTION, first_amount: 9.9, other_amounts: 9.9 },
        }),
      },
    ],
    changes: (_products, { paymentplan_id }) => ({
      [`payment_plans/${paymentplan_id}`]: {
        product_id: 13579,
        ...SUBSCRIPTION,
        first_amount: "9.90",
        other_amounts: "9.90",
        is_active: "Y",
      },
    }),
  },
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
