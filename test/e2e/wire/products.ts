import type { WireCase } from "./wire-case.ts";

export const productsCases: readonly WireCase[] = [
  {
    // The open product data takes fields of any language; a number where text is wanted becomes text.
    tool: "PostCreateproduct",
    apiFunction: "createProduct",
    args: {
      data: {
        name_intern: 2026,
        name_de: "Kurs für Müßiggänger & Co",
        name_fr: "Cours du soir",
        description_de: "<p>Zeile 1</p>\n<p>Zeile 2</p>",
        is_active: false,
        is_address_input_mandatory: "Y",
        affiliate_commission: 12.5,
        approval_status: "pending",
      },
    },
    form: {
      "data[name_intern]": "2026",
      "data[name_de]": "Kurs für Müßiggänger & Co",
      "data[name_fr]": "Cours du soir",
      "data[description_de]": "<p>Zeile 1</p>\n<p>Zeile 2</p>",
      "data[is_active]": "N",
      "data[is_address_input_mandatory]": "Y",
      "data[affiliate_commission]": "12.5",
      "data[approval_status]": "pending",
    },
  },
  {
    // Fields given next to data are moved into it; numeric text is an id; an empty text clears.
    tool: "updateProduct",
    apiFunction: "updateProduct",
    args: { product_id: "12345", name_de: "Neu", thankyou_url: "", is_active: "false", is_vat_shown: 1 },
    form: {
      product_id: "12345",
      "data[name_de]": "Neu",
      "data[thankyou_url]": "",
      "data[is_active]": "N",
      "data[is_vat_shown]": "Y",
    },
  },
  {
    tool: "updateProduct",
    apiFunction: "updateProduct",
    args: { product_id: 12345, data: { approval_status: { 1: "pending", 4: "new" } } },
    form: { product_id: "12345", "data[approval_status][1]": "pending", "data[approval_status][4]": "new" },
  },
  {
    tool: "PostCopyproduct",
    apiFunction: "copyProduct",
    args: { product_id: 12345, data: { approval_status: { 2: "pending" } } },
    form: { product_id: "12345", "data[approval_status][2]": "pending" },
  },
  {
    // A map as JSON text, which some clients send.
    tool: "PostCreateproduct",
    apiFunction: "createProduct",
    args: { data: { name_de: "Neu", approval_status: '{"2":"pending"}' } },
    form: { "data[name_de]": "Neu", "data[approval_status][2]": "pending" },
  },
  {
    // Some clients send objects as JSON text.
    tool: "PostCopyproduct",
    apiFunction: "copyProduct",
    args: { product_id: 12345, data: '{"name_intern":"Webinar October","is_active":"N","product_group_id":"501"}' },
    form: {
      product_id: "12345",
      "data[name_intern]": "Webinar October",
      "data[is_active]": "N",
      "data[product_group_id]": "501",
    },
  },
  { tool: "GetGetproduct", apiFunction: "getProduct", args: { product_id: 12345 }, form: { product_id: "12345" } },
  { tool: "listProducts", apiFunction: "listProducts", args: { sort_by: "group" }, form: { sort_by: "group" } },
  { tool: "listProducts", apiFunction: "listProducts", args: { _fields: ["id", "name"] }, form: {} },
  { tool: "listProductTypes", apiFunction: "listProductTypes", args: {}, form: {} },
  {
    tool: "DeleteDeleteproduct",
    apiFunction: "deleteProduct",
    args: { product_id: 12345 },
    form: { product_id: "12345" },
  },
  {
    tool: "PostCreateproductgroup",
    apiFunction: "createProductGroup",
    args: { data: { name: "Kurse", position: 20, is_shown_as_tab: true } },
    form: { "data[name]": "Kurse", "data[position]": "20", "data[is_shown_as_tab]": "Y" },
  },
  {
    tool: "updateProductGroup",
    apiFunction: "updateProductGroup",
    args: { product_group_id: 501, data: { name: "Kurse 2026", is_shown_as_tab: "no" } },
    form: { product_group_id: "501", "data[name]": "Kurse 2026", "data[is_shown_as_tab]": "N" },
  },
  {
    tool: "GetGetproductgroup",
    apiFunction: "getProductGroup",
    args: { product_group_id: 501 },
    form: { product_group_id: "501" },
  },
  { tool: "listProductGroups", apiFunction: "listProductGroups", args: {}, form: {} },
  {
    tool: "DeleteDeleteproductgroup",
    apiFunction: "deleteProductGroup",
    args: { product_group_id: 501 },
    form: { product_group_id: "501" },
  },
  {
    // The API spells this key with a dash.
    tool: "PostCreateimage",
    apiFunction: "createImage",
    args: { data: { name: "Kurs-Cover", "image-url": "https://example.com/a.png?x=1&y=2", usage_type: "product" } },
    form: {
      "data[name]": "Kurs-Cover",
      "data[image-url]": "https://example.com/a.png?x=1&y=2",
      "data[usage_type]": "product",
    },
  },
  { tool: "GetGetimage", apiFunction: "getImage", args: { image_id: "05CZEP6G" }, form: { image_id: "05CZEP6G" } },
  { tool: "listImages", apiFunction: "listImages", args: { usage_type: "product" }, form: { usage_type: "product" } },
  { tool: "DeleteDeleteimage", apiFunction: "deleteImage", args: { image_id: 7001 }, form: { image_id: "7001" } },
  {
    tool: "PostCreatepaymentplan",
    apiFunction: "createPaymentplan",
    args: {
      product_id: 12345,
      data: {
        first_amount: 89.99,
        other_amounts: 0.1,
        currency: "EUR",
        number_of_installments: 0,
        first_billing_interval: "1_month",
        other_billing_intervals: "12_month",
        cancel_policy: "12m_0",
        is_active: true,
      },
    },
    form: {
      product_id: "12345",
      "data[first_amount]": "89.99",
      "data[other_amounts]": "0.1",
      "data[currency]": "EUR",
      "data[number_of_installments]": "0",
      "data[first_billing_interval]": "1_month",
      "data[other_billing_intervals]": "12_month",
      "data[cancel_policy]": "12m_0",
      "data[is_active]": "Y",
    },
  },
  {
    tool: "updatePaymentplan",
    apiFunction: "updatePaymentplan",
    args: { paymentplan_id: 90001, data: { first_amount: "199.00", is_active: false, position: 2 } },
    form: { paymentplan_id: "90001", "data[first_amount]": "199", "data[is_active]": "N", "data[position]": "2" },
  },
  {
    tool: "listPaymentPlans",
    apiFunction: "listPaymentPlans",
    args: { product_id: 12345 },
    form: { product_id: "12345" },
  },
  {
    tool: "DeleteDeletepaymentplan",
    apiFunction: "deletePaymentplan",
    args: { paymentplan_id: 90001 },
    form: { paymentplan_id: "90001" },
  },
];
