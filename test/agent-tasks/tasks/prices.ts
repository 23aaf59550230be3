import { idOf } from "../sums.ts";
import type { Task } from "../task.ts";

const SUBSCRIPTION = {
  currency: "EUR",
  number_of_installments: 0,
  first_billing_interval: "1_month",
  other_billing_intervals: "1_month",
  cancel_policy: "12m_0",
};

export const priceTasks: readonly Task[] = [
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
];
