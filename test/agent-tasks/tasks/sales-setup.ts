import { idOf, only } from "../sums.ts";
import type { Task } from "../task.ts";

export const salesSetupTasks: readonly Task[] = [
  {
    id: "another-order-form",
    language: "en",
    says: "Switch the product Workbook Morgenroutine to our order form “Drei Schritte”.",
    calls: [
      { tool: "listOrderforms", args: { _fields: ["id", "name"] } },
      { tool: "listProducts", args: { _fields: ["id", "name"] } },
      {
        tool: "updateProduct",
        args: ({ items }, { products }) => ({
          product_id: idOf(products, "Workbook Morgenroutine"),
          data: { orderform_id: idOf(items, "Drei Schritte") },
        }),
      },
    ],
    changes: { "products/24680": { orderform_id: 3102 } },
  },
  {
    id: "order-forms-in-use",
    language: "de",
    says: "Welches unserer Produkte verwendet welches Bestellformular?",
    calls: [
      { tool: "listProducts", args: { _fields: ["name", "orderform_id"] } },
      { tool: "listOrderforms", args: { _fields: ["id", "name"] } },
    ],
    facts: {
      told: ({ products }, { items }) => [only(products, "name", "orderform_id"), only(items, "id", "name")],
      truth: async (shop) => {
        const { products } = await shop.ask("listProducts");
        return [only(products, "name", "orderform_id"), only(await shop.ask("listOrderforms"), "id", "name")];
      },
    },
  },
  {
    id: "new-order-form",
    language: "en",
    says: "Create an order form “Two steps” with two steps and a blue background.",
    calls: [
      {
        tool: "PostCreateorderform",
        args: { data: { name: "Two steps", step_count: "2", background_style: "blue" } },
      },
    ],
    changes: ({ orderform_id }) => ({
      [`orderforms/${orderform_id}`]: { name: "Two steps", step_count: "2", background_style: "blue" },
    }),
  },
  {
    id: "shipping-fee-by-quantity",
    language: "de",
    says: "Lege eine Versandkostenregel „Versand Deutschland“ an: in Deutschland 4,90 EUR je Bestellung, ab drei Stück 7,90 EUR, für alle Produkte. Sie soll noch nicht aktiv sein.",
    calls: [
      {
        tool: "PostCreateshippingcostpolicy",
        args: {
          data: {
            name: "Versand Deutschland",
            is_active: false,
            for_product_ids: "all",
            for_countries: "DE",
            fee_type: "total_fee",
            currency: "EUR",
            scale_level_count: 2,
            scale_1_amount: 4.9,
            scale_2_from: 3,
            scale_2_amount: 7.9,
          },
        },
      },
    ],
    changes: ({ policy_id }) => ({
      [`policies/${policy_id}`]: {
        name: "Versand Deutschland",
        is_active: "N",
        for_product_ids: "all",
        for_countries: "DE",
        fee_type: "total_fee",
        currency: "EUR",
        scale_level_count: 2,
        scale_1_amount: "4.90",
        scale_2_from: 3,
        scale_2_amount: "7.90",
      },
    }),
  },
  {
    id: "group-as-a-tab",
    language: "en",
    says: "Create a product group “Courses 2027”, shown as a tab, and move products 12345 and 67890 into it.",
    calls: [
      { tool: "PostCreateproductgroup", args: { data: { name: "Courses 2027", is_shown_as_tab: true } } },
      ...[12345, 67890].map((product_id) => ({
        tool: "updateProduct",
        args: ({ product_group_id }: { product_group_id: number }) => ({ product_id, data: { product_group_id } }),
      })),
    ],
    changes: ({ product_group_id }) => ({
      [`product_groups/${product_group_id}`]: { name: "Courses 2027", is_shown_as_tab: "Y" },
      "products/12345": { product_group_id, product_group_name: "Courses 2027" },
      "products/67890": { product_group_id, product_group_name: "Courses 2027" },
    }),
  },
  {
    id: "new-product-image",
    language: "de",
    says: "Lade das Bild https://www.example.com/cover.png als „Cover 2027“ hoch und verwende es für Produkt 24680.",
    calls: [
      {
        tool: "PostCreateimage",
        args: {
          data: { name: "Cover 2027", "image-url": "https://www.example.com/cover.png", usage_type: "product" },
        },
      },
      { tool: "updateProduct", args: ({ image_id }) => ({ product_id: 24680, data: { image_id } }) },
    ],
    changes: ({ image_id, image_url }) => ({
      [`images/${image_id}`]: { name: "Cover 2027", usage_type: "product" },
      "products/24680": { image_id, image_url },
    }),
  },
];
