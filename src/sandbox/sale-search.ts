import { asFlag, asList, asListOf, type Form, readOptional, textOf } from "./arguments.ts";
import { ANY, contains, isIn, readSearch, type SearchFields, searchOf, type Test } from "./search.ts";
import type { Buyer, Purchase, TransactionType } from "./store.ts";

/** A purchase with the buyer whom searches ask for. */
export interface Sale {
  readonly purchase: Purchase;
  readonly buyer: Buyer;
}

const ROLES = ["vendor", "affiliate", "other"];
const BILLING_TYPES = ["single_payment", "subscription", "installment"];
const TRANSACTION_TYPES: readonly TransactionType[] = ["payment", "refund", "chargeback", "refund_request"];

/** The documented fields of `search[...]` that listPurchases and listTransactions share. */
const TESTS: SearchFields<Sale> = {
  role: (argument) => isIn(asListOf([...ROLES, ANY])(argument), ({ purchase }) => purchase.role),
  product_id: (argument) => isIn(asList(argument), ({ purchase }) => String(purchase.productId)),
  purchase_id: (argument) => isIn(asList(argument), ({ purchase }) => purchase.id),
  first_name: (argument) => contains(argument, ({ buyer }) => buyer.firstName),
  last_name: (argument) => contains(argument, ({ buyer }) => buyer.lastName),
  email: (argument) => contains(argument, ({ buyer }) => buyer.email),
  has_affiliate: (argument) => {
    const isWanted = asFlag(argument) === "Y";
    return ({ purchase }) => (purchase.affiliateName !== null) === isWanted;
  },
  affiliate_name: (argument) => isIn(asList(argument), ({ purchase }) => purchase.affiliateName ?? ""),
  pay_method: (argument) => isIn(asList(argument), ({ purchase }) => purchase.payMethod),
  billing_type: (argument) => isIn(asListOf([...BILLING_TYPES, ANY])(argument), ({ purchase }) => purchase.billingType),
  currency: (argument) => isIn(asList(argument), ({ purchase }) => purchase.currency),
};

export function readSaleTest(args: Form): Test<Sale> {
  return readSearch(args, TESTS);
}

/** `search[order_type]`, which only listPurchases knows. */
export function readOrderTypeTest(args: Form): Test<Sale> {
  const asOrderType = asListOf(["live", "test"]);
  const types = readOptional(searchOf(args), "order_type", ({ text }) =>
    asOrderType({ name: "search[order_type]", text }),
  );
  return ({ purchase }) => types === undefined || types.includes(purchase.isTest ? "test" : "live");
}

/** `search[transaction_type]`: of the transaction itself, or of any transaction of a purchase. */
export function readTransactionTypes(args: Form): (type: TransactionType) => boolean {
  const asTypes = asListOf(TRANSACTION_TYPES);
  const types = readOptional(searchOf(args), "transaction_type", ({ text }) =>
    asTypes({ name: "search[transaction_type]", text }),
  );
  return (type) => types === undefined || types.includes(type);
}

/** Whether a search asks for certain types of transactions at all. */
export function hasTransactionTypes(args: Form): boolean {
  return Boolean(textOf(searchOf(args), "transaction_type"));
}
