import { expect, test } from "vitest";
import { exampleAnswers } from "../../src/generated/example-answers.ts";
import { openSandbox, type WireArguments } from "./sandbox-client.ts";

/** Calls that the example answers of our description are answers to, as far as the functions are alive. */
const CALLS: readonly (readonly [string, WireArguments])[] = [
  ["ping", {}],
  ["getUserInfo", {}],
  ["createProduct", { "data[name_de]": "Neu" }],
  ["getProduct", { product_id: "12345" }],
  ["listProducts", {}],
  ["updateProduct", { product_id: "12345", "data[name_de]": "Neu" }],
  ["copyProduct", { product_id: "12345", "data[name_de]": "Neu" }],
  ["listProductTypes", {}],
  ["createPaymentplan", { product_id: "67890", "data[first_amount]": "19.90" }],
  ["listPaymentPlans", { product_id: "12345" }],
  ["updatePaymentplan", { paymentplan_id: "90001", "data[first_amount]": "1.00" }],
  ["deletePaymentplan", { paymentplan_id: "90001" }],
  ["createVoucher", { "data[code]": "LAUNCH10" }],
  ["getVoucher", { code: "SOMMER20" }],
  ["listVouchers", {}],
  ["updateVoucher", { code: "WILLKOMMEN15", "data[first_rate]": "10" }],
  ["deleteVoucher", { code: "WILLKOMMEN15" }],
  ["validateCouponCode", { code: "GUTSCHEIN25" }],
  ["listPurchases", { from: "start" }],
  ["getPurchase", { purchase_id: "K7M2QX9A" }],
  ["listPurchasesOfEmail", { email: "erika.beispiel@example.com" }],
  ["listTransactions", { from: "start", "search[currency]": "EUR" }],
];

/** The fields of an answer with their types; of a list those of its first item. */
function shapeOf(value: unknown, path = "data"): Readonly<Record<string, string>> {
  if (Array.isArray(value)) {
    return { [path]: "list", ...(value.length > 0 ? shapeOf(value[0], `${path}[0]`) : {}) };
  }
  if (typeof value !== "object" || value === null) {
    return { [path]: value === null ? "null" : typeof value };
  }
  return Object.assign({}, ...Object.entries(value).map(([name, inner]) => shapeOf(inner, `${path}.${name}`)));
}

test.each(CALLS)("%s answers with the fields and types of the description's example", async (functionName, args) => {
  const example = exampleAnswers[functionName] as { readonly data: unknown };
  const answer = await openSandbox().data(functionName, args);
  const shape = shapeOf(answer);
  for (const [path, type] of Object.entries(shapeOf(example.data))) {
    expect(shape, path).toHaveProperty([path]);
    // Null stands for a value of any type that is not there.
    const isSame = shape[path] === type || shape[path] === "null" || type === "null";
    expect(isSame, `${path}: ${shape[path]} instead of ${type}`).toBe(true);
  }
});
